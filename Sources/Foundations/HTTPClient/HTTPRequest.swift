/// One request. It is checked when it is sent: a header that carries a line break, for one, is refused before anything
/// leaves.
public struct HTTPRequest: Sendable {
    /// The method, as it goes on the wire: `GET`, `POST` and so on.
    public var method: String
    /// An absolute `http` or `https` URL in ASCII, percent-encoded by the caller; it is sent as it is (no `..` is
    /// resolved). A user name or password in it is refused.
    public var url: String
    /// The header fields. `Content-Length` is computed from the body and `Expect` is never sent, whatever stands here;
    /// `Transfer-Encoding` is refused.
    public var headers: HTTPHeaders
    /// The body; empty means none for GET, HEAD, DELETE and OPTIONS, and `Content-Length: 0` for other methods.
    public var body: [UInt8]
    /// How long it may take.
    public var timeouts: HTTPTimeouts
    /// The largest body that is accepted in the answer, in bytes.
    public var maximumResponseBytes: Int
    /// Whether the proxy of the process's environment may be used. Say `false` for addresses that only this machine can
    /// reach, such as the instance metadata service.
    public var mayUseProxy: Bool

    /// A request with the usual limits: 64 MiB of answer and the default timeouts.
    public init(
        method: String = "GET", url: String, headers: HTTPHeaders = [:], body: [UInt8] = [],
        timeouts: HTTPTimeouts = HTTPTimeouts(), maximumResponseBytes: Int = 64 << 20, mayUseProxy: Bool = true
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeouts = timeouts
        self.maximumResponseBytes = maximumResponseBytes
        self.mayUseProxy = mayUseProxy
    }
}
