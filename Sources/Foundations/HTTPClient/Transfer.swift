import CCurl

/// One request under way. It belongs to the transfer thread; libcurl calls it back there.
final class Transfer {
    let order: TransferOrder
    let easy: EasyHandle
    /// Bytes of header that one answer may have.
    static let maximumHeaderBytes = 256 << 10

    private let continuation: TransferContinuation
    private var body: [UInt8] = []
    private var headerBytes = 0
    /// Whether the empty line has come that ends the header. Trailers, which follow the body, don't change it.
    private var headerIsWhole = false
    private var bytesMoved: Int64 = 0
    private var requestsSent = 0
    private var lastActivity: ContinuousClock.Instant
    /// Why a callback of ours made libcurl stop.
    private var ownFailure: (kind: HTTPError.Kind, reason: String)?

    init(_ arrival: TransferInbox.Arrival, _ easy: EasyHandle) {
        order = arrival.order
        continuation = arrival.continuation
        self.easy = easy
        lastActivity = .now
    }

    var request: PreparedRequest { order.request }
    /// Whether a byte of the request may have left.
    var wasSent: Bool { requestsSent > 0 }

    /// The timeout that runs out next. The one for connecting is libcurl's.
    var nextTimeout: (at: ContinuousClock.Instant, phase: HTTPError.Phase) {
        let total = order.deadline
        let idle = lastActivity + request.timeouts.idle
        return wasSent && idle < total ? (idle, .idle) : (total, .total)
    }

    /// What came of it, now that libcurl has ended with `code`.
    func result(_ code: CURLcode) -> Result<HTTPResponse, HTTPError> {
        if let ownFailure { return failure(ownFailure.kind, reason: ownFailure.reason) }
        guard code == CURLE_OK else { return failure(HTTPError.Kind(code), reason: easy.reason(for: code)) }
        // libcurl takes a connection that ends within the header for the end of an empty body.
        guard headerIsWhole, easy.status >= 200 else {
            return failure(.connectionLost, reason: "the answer ends within its header")
        }
        return .success(HTTPResponse(status: easy.status, headers: easy.responseHeaders, body: body))
    }

    /// An end without an answer.
    func failure(_ kind: HTTPError.Kind, reason: String) -> Result<HTTPResponse, HTTPError> {
        .failure(.about(request, kind, reason: reason, mayHaveBeenProcessed: wasSent))
    }

    /// Ends the wait for it; to be called once.
    func end(_ result: Result<HTTPResponse, HTTPError>) {
        continuation.resume(returning: result)
    }

    /// `false` stops libcurl.
    fileprivate func receive(body bytes: UnsafeRawBufferPointer) -> Bool {
        lastActivity = .now
        guard bytes.count <= request.maximumResponseBytes - body.count else {
            ownFailure = (.responseTooLarge, "its body has more than \(request.maximumResponseBytes) bytes")
            return false
        }
        body.append(contentsOf: bytes)
        return true
    }

    /// One line of header or trailer, line feed included; `false` stops libcurl.
    fileprivate func receive(headerLine line: UnsafeRawBufferPointer) -> Bool {
        lastActivity = .now
        if line.starts(with: "HTTP/".utf8) {
            headerIsWhole = false
        } else if line.elementsEqual("\r\n".utf8) || line.elementsEqual("\n".utf8) {
            headerIsWhole = true
        }
        headerBytes += line.count
        guard headerBytes <= Transfer.maximumHeaderBytes else {
            ownFailure = (.responseTooLarge, "its header has more than \(Transfer.maximumHeaderBytes) bytes")
            return false
        }
        return true
    }

    fileprivate func progress(bytesMoved: Int64) {
        if bytesMoved != self.bytesMoved {
            self.bytesMoved = bytesMoved
            lastActivity = .now
        }
    }

    /// A connection stands and the request is about to go out. libcurl sends a request again by itself when a kept
    /// connection ends without an answer; the server may have carried it out by then, so only safe methods may go out
    /// twice.
    fileprivate func aboutToSend() -> Bool {
        guard requestsSent == 0 || request.isSafe else {
            ownFailure = (.connectionLost, "a kept connection ended without an answer")
            return false
        }
        requestsSent += 1
        lastActivity = .now
        return true
    }
}

/// libcurl: CURLOPT_WRITEFUNCTION. Another number than that of the bytes given means stop.
func transferReceivedBody(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let context else { return 0 }
    let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    let buffer = UnsafeRawBufferPointer(start: bytes, count: size * count)
    // 0 would mean "all taken" for an empty piece.
    return transfer.receive(body: buffer) ? buffer.count : buffer.count &+ 1
}

/// libcurl: CURLOPT_HEADERFUNCTION, once per line.
func transferReceivedHeader(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let context else { return 0 }
    let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
    return transfer.receive(headerLine: line) ? line.count : line.count &+ 1
}

/// libcurl: CURLOPT_XFERINFOFUNCTION.
func transferMadeProgress(
    _ context: UnsafeMutableRawPointer?, _: curl_off_t, _ received: curl_off_t, _: curl_off_t, _ sent: curl_off_t
) -> Int32 {
    guard let context else { return 0 }
    let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    transfer.progress(bytesMoved: Int64(received) &+ Int64(sent))
    return 0
}

/// libcurl: CURLOPT_PREREQFUNCTION.
func transferIsAboutToSend(
    _ context: UnsafeMutableRawPointer?, _: UnsafeMutablePointer<CChar>?, _: UnsafeMutablePointer<CChar>?, _: Int32,
    _: Int32
) -> Int32 {
    guard let context else { return CURL_PREREQFUNC_ABORT }
    let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    return transfer.aboutToSend() ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
}
