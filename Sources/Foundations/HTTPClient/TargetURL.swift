import CCurl

/// A URL taken apart by libcurl's own parser, so that what is checked is what is used.
struct TargetURL: Sendable {
    /// The URL as the caller wrote it.
    let text: String
    /// Scheme, host and port: what may be logged, and what connections are shared by.
    let origin: String

    /// Why a URL is refused. It never repeats the URL, which may hold a signature.
    struct Refusal: Error {
        let reason: String
    }

    init(_ text: String) throws(Refusal) {
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw Refusal(reason: "it holds a space, a control character or a letter outside ASCII; percent-encode it")
        }
        let parts = URLParts()
        guard parts.isUsable else { throw Refusal(reason: "libcurl has no memory left") }
        if let reason = parts.parse(text) {
            throw Refusal(reason: reason)
        }
        guard let scheme = parts[CURLUPART_SCHEME], scheme == "http" || scheme == "https" else {
            throw Refusal(reason: "only http and https are spoken")
        }
        guard parts[CURLUPART_USER] == nil, parts[CURLUPART_PASSWORD] == nil else {
            throw Refusal(reason: "it holds a user name or a password; send credentials in a header")
        }
        guard let host = parts[CURLUPART_HOST], !host.isEmpty else { throw Refusal(reason: "it names no host") }
        let port = parts[CURLUPART_PORT].map { ":\($0)" } ?? ""
        self.text = text
        origin = "\(scheme)://\(host)\(port)"
    }
}

/// Owns one `CURLU`.
private final class URLParts {
    private let handle: OpaquePointer?

    init() {
        handle = curl_url()
    }

    deinit {
        curl_url_cleanup(handle)
    }

    var isUsable: Bool { handle != nil }

    /// What is wrong with `text`; `nil` when it was understood.
    func parse(_ text: String) -> String? {
        let code = curl_url_set(handle, CURLUPART_URL, text, UInt32(CURLU_PATH_AS_IS | CURLU_NON_SUPPORT_SCHEME))
        guard code != CURLUE_OK else { return nil }
        return curl_url_strerror(code).map { String(cString: $0) } ?? "libcurl code \(code.rawValue)"
    }

    subscript(part: CURLUPart) -> String? {
        var value: UnsafeMutablePointer<CChar>?
        guard curl_url_get(handle, part, &value, 0) == CURLUE_OK, let value else { return nil }
        defer { curl_free(value) }
        return String(cString: value)
    }
}
