/// A whole request, body included.
public struct HTTPServerRequest: Sendable {
    /// `GET`, `POST` and so on, as it was sent.
    public let method: String
    /// The path as it was sent, still percent-encoded: `/a%20b`.
    public let path: String
    /// What followed the `?`, as it was sent; empty without one.
    public let query: String
    /// The query's names and values, percent-decoded, in order.
    public let parameters: [(name: String, value: String)]
    /// The header fields in order.
    public let headers: [(name: String, value: String)]
    /// The body.
    public let body: [UInt8]
    /// The other end's address without its port, e.g. `127.0.0.1`.
    public let remoteAddress: String

    /// A request with these parts, for tests of handlers.
    public init(
        method: String, path: String, query: String = "", parameters: [(name: String, value: String)] = [],
        headers: [(name: String, value: String)] = [], body: [UInt8] = [], remoteAddress: String = "127.0.0.1"
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.parameters = parameters
        self.headers = headers
        self.body = body
        self.remoteAddress = remoteAddress
    }

    /// The first value of the header `name`, whatever the case of either.
    public func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// The first value of the query parameter `name`.
    public func parameter(_ name: String) -> String? {
        parameters.first { $0.name == name }?.value
    }
}
