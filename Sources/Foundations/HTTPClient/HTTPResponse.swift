/// A whole answer, whatever its status: a 4xx, a 5xx and a redirect are answers, not errors.
public struct HTTPResponse: Sendable, Equatable {
    /// The status code, e.g. 200.
    public let status: Int
    /// The header fields of the final response, without trailers.
    public let headers: HTTPHeaders
    /// The body as it was sent; no content coding is undone.
    public let body: [UInt8]

    /// An answer with these parts, for callers that stand in for a server.
    public init(status: Int, headers: HTTPHeaders = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
