import HTTPClient
import HTTPServer
import Testing

/// A request to a port of this machine, past any proxy of the environment.
func loopback(
    _ method: String, _ port: UInt16, _ path: String = "/", scheme: String = "http", headers: HTTPHeaders = [:],
    body: [UInt8] = [], timeouts: HTTPTimeouts = HTTPTimeouts(), maximum: Int = 1 << 20
) -> HTTPRequest {
    HTTPRequest(
        method: method, url: "\(scheme)://127.0.0.1:\(port)\(path)", headers: headers, body: body, timeouts: timeouts,
        maximumResponseBytes: maximum, mayUseProxy: false)
}

/// A GET of the same.
func loopback(
    _ port: UInt16, _ path: String = "/", scheme: String = "http", headers: HTTPHeaders = [:],
    timeouts: HTTPTimeouts = HTTPTimeouts(), maximum: Int = 1 << 20
) -> HTTPRequest {
    loopback("GET", port, path, scheme: scheme, headers: headers, timeouts: timeouts, maximum: maximum)
}

/// The error that sending must give.
func failure(
    of request: HTTPRequest, _ client: HTTPClient = HTTPClient(), sourceLocation: SourceLocation = #_sourceLocation
) async throws -> HTTPError {
    try #require(
        await #expect(throws: HTTPError.self, sourceLocation: sourceLocation) { try await client.send(request) },
        sourceLocation: sourceLocation)
}
