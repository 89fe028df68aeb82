/// What a handler answers.
public struct HTTPServerResponse: Sendable {
    enum Content: Sendable {
        case bytes([UInt8])
        case pieces(AsyncStream<[UInt8]>, declaredLength: Int?)
        case nothing
    }

    /// The status code.
    public let status: Int
    /// The header fields in order. `Content-Length` is set by the server. A field with a line break makes the answer a
    /// 500.
    public let headers: [(name: String, value: String)]
    let content: Content

    init(status: Int, headers: [(name: String, value: String)], content: Content) {
        self.status = status
        self.headers = headers
        self.content = content
    }

    /// A whole answer.
    public init(status: Int = 200, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
        self.init(status: status, headers: headers, content: .bytes(body))
    }

    /// A whole answer of UTF-8 text.
    public static func text(
        _ body: String, status: Int = 200, contentType: String = "text/plain; charset=utf-8"
    ) -> HTTPServerResponse {
        HTTPServerResponse(status: status, headers: [("Content-Type", contentType)], body: Array(body.utf8))
    }

    /// An answer whose body arrives in pieces, each sent as soon as it is there. Without a declared length the body is
    /// chunked. When the stream ends before the declared length is reached, the connection is closed.
    public static func stream(
        status: Int = 200, headers: [(name: String, value: String)] = [], declaredLength: Int? = nil,
        pieces: AsyncStream<[UInt8]>
    ) -> HTTPServerResponse {
        HTTPServerResponse(
            status: status, headers: headers, content: .pieces(pieces, declaredLength: declaredLength))
    }

    /// An answer that promises `declaredLength` bytes, sends `body` and closes the connection.
    public static func truncated(
        status: Int = 200, headers: [(name: String, value: String)] = [], body: [UInt8], declaredLength: Int
    ) -> HTTPServerResponse {
        let pieces = AsyncStream<[UInt8]> { continuation in
            continuation.yield(body)
            continuation.finish()
        }
        return .stream(status: status, headers: headers, declaredLength: declaredLength, pieces: pieces)
    }

    /// No answer: the connection is closed.
    public static let dropConnection = HTTPServerResponse(status: 0, headers: [], content: .nothing)
}
