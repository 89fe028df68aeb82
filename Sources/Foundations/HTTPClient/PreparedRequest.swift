/// A request that was checked and is ready for libcurl.
struct PreparedRequest: Sendable {
    let method: String
    let target: TargetURL
    /// `Name: value`, as libcurl takes them; `Name;` sends an empty value and `Name:` sends none at all.
    let headerLines: [String]
    let body: [UInt8]
    let timeouts: HTTPTimeouts
    let maximumResponseBytes: Int
    let mayUseProxy: Bool
    let certificateAuthorityFile: String?
    /// How long after its last use a connection is used again, at least a second.
    let keptConnectionSeconds: Int

    /// What messages say that the request was: method and origin, never the path or the query.
    var subject: String { "\(method) \(target.origin)" }

    /// Methods that ask for nothing to be done (RFC 9110 §9.2.1): these alone may be sent a second time.
    var isSafe: Bool { method == "GET" || method == "HEAD" }

    init(_ request: HTTPRequest, configuration: HTTPClient.Configuration) throws(HTTPError) {
        guard request.method.isToken else {
            throw HTTPError(
                .badRequest, message: "the HTTP request can't be sent: its method is not a word of letters",
                requestMayHaveBeenProcessed: false)
        }
        method = request.method
        do {
            target = try TargetURL(request.url)
        } catch {
            throw HTTPError(
                .badURL, message: "the URL of a \(request.method) request can't be used: \(error.reason)",
                requestMayHaveBeenProcessed: false)
        }
        body = request.body
        timeouts = request.timeouts.clamped
        maximumResponseBytes = max(0, request.maximumResponseBytes)
        mayUseProxy = request.mayUseProxy
        certificateAuthorityFile = configuration.certificateAuthorityFile
        keptConnectionSeconds = Int(
            min(max(configuration.idleConnectionLifetime, .seconds(1)), .seconds(86_400)).components.seconds)
        let headers = HeaderLines(request.headers, userAgent: configuration.userAgent)
        headerLines = headers.lines
        if let fault = headers.fault {
            throw HTTPError.about(self, .badRequest, reason: fault, mayHaveBeenProcessed: false)
        }
    }
}

/// The header as libcurl takes it, and the first thing that is wrong with it.
private struct HeaderLines {
    var lines: [String] = []
    var fault: String?

    init(_ headers: HTTPHeaders, userAgent: String) {
        var headers = headers
        if headers["User-Agent"] == nil { headers["User-Agent"] = userAgent }
        for (name, value) in headers.fields {
            if let fault = HeaderLines.fault(name: name, value: value) {
                self.fault = fault
                return
            }
            // libcurl computes the length, and waiting for a 100 that most servers never send costs a second.
            if HTTPHeaders.same(name, "Content-Length") || HTTPHeaders.same(name, "Expect") { continue }
            lines.append(value.isEmpty ? "\(name);" : "\(name): \(value)")
        }
        lines.append("Expect:")
        // libcurl would declare every body a form.
        if headers["Content-Type"] == nil { lines.append("Content-Type:") }
    }

    private static func fault(name: String, value: String) -> String? {
        guard name.isToken else { return "a header's name is empty or holds a character that no name may hold" }
        guard !value.utf8.contains(where: { ($0 < 0x20 && $0 != 0x09) || $0 == 0x7F }) else {
            return "the value of the header '\(name)' holds a line break or another control character"
        }
        guard !HTTPHeaders.same(name, "Transfer-Encoding") else {
            return "the header 'Transfer-Encoding' is not the caller's to set"
        }
        return nil
    }
}

extension String {
    /// Whether it is a token of RFC 9110 §5.6.2: what methods and names of headers are made of.
    fileprivate var isToken: Bool {
        !isEmpty
            && utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }
}

extension HTTPTimeouts {
    /// Between a millisecond (libcurl takes 0 for "for ever") and a week, so that no arithmetic on them overflows.
    fileprivate var clamped: HTTPTimeouts {
        func clamp(_ duration: Duration) -> Duration { min(max(duration, .milliseconds(1)), .seconds(604_800)) }
        return HTTPTimeouts(connect: clamp(connect), total: clamp(total), idle: clamp(idle))
    }
}

extension Duration {
    /// Rounded up, so that a wait never ends before the time; meant for durations of at most some years.
    var wholeMilliseconds: Int {
        let parts = components
        return Int(parts.seconds * 1000 + (parts.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
