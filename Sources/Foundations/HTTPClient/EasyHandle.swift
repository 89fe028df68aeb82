import CCurl

/// Owns one `CURL` and what libcurl only borrows: the list of headers, the body, the buffer for the reason of a
/// failure.
final class EasyHandle {
    /// libcurl refused an option.
    struct Refusal: Error {
        let code: CURLcode
    }

    let pointer: UnsafeMutableRawPointer
    private let reasonBuffer: UnsafeMutablePointer<CChar>
    private var headers: UnsafeMutablePointer<curl_slist>?
    private var body: UnsafeMutableBufferPointer<UInt8>?

    /// `nil` when memory has run out.
    init?() {
        guard let pointer = curl_easy_init() else { return nil }
        self.pointer = pointer
        reasonBuffer = .allocate(capacity: Int(CURL_ERROR_SIZE))
        reasonBuffer.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        curl_easy_cleanup(pointer)
        curl_slist_free_all(headers)
        body?.deallocate()
        reasonBuffer.deallocate()
    }

    /// Everything that a request asks for.
    func prepare(_ request: PreparedRequest) throws(Refusal) {
        try check(tend_curl_set_pointer(pointer, CURLOPT_ERRORBUFFER, reasonBuffer))
        try set(CURLOPT_URL, request.target.text)
        try set(CURLOPT_PROTOCOLS_STR, "http,https")
        for option in [CURLOPT_NOSIGNAL, CURLOPT_PATH_AS_IS, CURLOPT_SUPPRESS_CONNECT_HEADERS, CURLOPT_TCP_KEEPALIVE] {
            try set(option, 1)
        }
        // Otherwise giving up on a name that is still being looked up would hold the thread until the look-up ends.
        try set(CURLOPT_QUICK_EXIT, 1)
        try set(CURLOPT_FOLLOWLOCATION, 0)
        try set(CURLOPT_HTTP_VERSION, tend_curl_http_1_1())
        try set(CURLOPT_SSLVERSION, tend_curl_tls_1_2())
        try set(CURLOPT_CONNECTTIMEOUT_MS, request.timeouts.connect.wholeMilliseconds)
        try set(CURLOPT_MAXAGE_CONN, request.keptConnectionSeconds)
        if let file = request.certificateAuthorityFile { try set(CURLOPT_CAINFO, file) }
        if !request.mayUseProxy { try set(CURLOPT_NOPROXY, "*") }
        try setMethodAndBody(request)
        for line in request.headerLines {
            guard let longer = curl_slist_append(headers, line) else { throw Refusal(code: CURLE_OUT_OF_MEMORY) }
            headers = longer
        }
        try check(tend_curl_set_pointer(pointer, CURLOPT_HTTPHEADER, headers))
    }

    /// The callbacks get `transfer` without a reference of their own: it must outlive the transfer.
    func report(to transfer: Transfer) throws(Refusal) {
        let context = Unmanaged.passUnretained(transfer).toOpaque()
        try check(tend_curl_on_body(pointer, transferReceivedBody, context))
        try check(tend_curl_on_header(pointer, transferReceivedHeader, context))
        try check(tend_curl_on_progress(pointer, transferMadeProgress, context))
        try check(tend_curl_on_request(pointer, transferIsAboutToSend, context))
    }

    /// libcurl's own words for `code`, without control characters.
    func reason(for code: CURLcode) -> String {
        let detail = String(cString: reasonBuffer)
        let text = detail.isEmpty ? String(cString: curl_easy_strerror(code)) : detail
        return String(
            String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
    }

    var status: Int { tend_curl_response_code(pointer) }

    /// The header fields of the last response, without those of interim responses and without trailers.
    var responseHeaders: HTTPHeaders {
        var result = HTTPHeaders()
        var previous: UnsafeMutablePointer<curl_header>?
        while let header = curl_easy_nextheader(pointer, UInt32(CURLH_HEADER), -1, previous) {
            result.add(name: String(cString: header.pointee.name), value: String(cString: header.pointee.value))
            previous = header
        }
        return result
    }

    private func setMethodAndBody(_ request: PreparedRequest) throws(Refusal) {
        let hasNoBody = request.body.isEmpty
        switch request.method {
        case "GET" where hasNoBody: try set(CURLOPT_HTTPGET, 1)
        case "HEAD": try set(CURLOPT_NOBODY, 1)
        case "DELETE" where hasNoBody, "OPTIONS" where hasNoBody: try set(CURLOPT_CUSTOMREQUEST, request.method)
        default:
            let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(1, request.body.count))
            _ = copy.initialize(from: request.body)
            body = copy
            try set(CURLOPT_POST, 1)
            try check(tend_curl_set_size(pointer, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body.count)))
            try check(tend_curl_set_pointer(pointer, CURLOPT_POSTFIELDS, copy.baseAddress))
            try set(CURLOPT_CUSTOMREQUEST, request.method)
        }
    }

    private func set(_ option: CURLoption, _ value: Int) throws(Refusal) {
        try check(tend_curl_set_long(pointer, option, value))
    }

    private func set(_ option: CURLoption, _ value: String) throws(Refusal) {
        try check(tend_curl_set_string(pointer, option, value))
    }

    private func check(_ code: CURLcode) throws(Refusal) {
        guard code == CURLE_OK else { throw Refusal(code: code) }
    }
}
