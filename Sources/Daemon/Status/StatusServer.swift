import FoundationEssentials
import HTTPServer

/// Answers questions about the daemon on a loopback address. It reads only.
public struct StatusServer: Sendable {
    private let server: HTTPServer

    /// The port that it listens on.
    public var port: UInt16 { server.port }

    /// Listens.
    /// - Parameters:
    ///   - address: An address of this host, such as `127.0.0.1`.
    ///   - port: 0 for any that is free.
    public init(address: String, port: UInt16, board: StatusBoard) throws(HTTPServerError) {
        server = try HTTPServer(address: address, port: port) { request in
            await Self.answer(request, board)
        }
    }

    /// Stops listening.
    public func stop() { server.stop() }

    static func answer(_ request: HTTPServerRequest, _ board: StatusBoard) async -> HTTPServerResponse {
        guard request.method == "GET" || request.method == "HEAD" else {
            return HTTPServerResponse(
                status: 405, headers: [("Allow", "GET, HEAD"), ("Content-Type", "text/plain; charset=utf-8")],
                body: Array("only GET is answered\n".utf8))
        }
        switch request.path {
        case "/healthz": return .text("ok\n")
        case "/api/v1/status": return status(await board.current)
        default: return .text("there is /healthz and /api/v1/status\n", status: 404)
        }
    }

    private static func status(_ status: DaemonStatus) -> HTTPServerResponse {
        do {
            return HTTPServerResponse(
                headers: [("Content-Type", "application/json"), ("Cache-Control", "no-store")],
                body: Array(try StatusCoding.encode(status).utf8))
        } catch {
            return .text("the status can't be written as JSON: \(error)\n", status: 500)
        }
    }
}

/// The status as JSON, for the server and for whoever asks it.
public enum StatusCoding {
    /// Keys in order, times as RFC 3339.
    static func encode(_ status: DaemonStatus) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        return String(decoding: try encoder.encode(status), as: UTF8.self) + "\n"
    }

    /// The status that a daemon answered with.
    public static func decode(_ bytes: [UInt8]) throws -> DaemonStatus {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        return try decoder.decode(DaemonStatus.self, from: Data(bytes))
    }
}
