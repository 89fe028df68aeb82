/// A small HTTP/1.1 server on libmicrohttpd, for a status page and for tests. It has one thread of its own; a request
/// waits for its handler without holding a thread.
///
///     let server = try HTTPServer { request in .text("hello from \(request.path)") }
///     // … http://127.0.0.1:\(server.port)/
///     server.stop()
public final class HTTPServer: Sendable {
    /// What a client may ask of the server.
    public struct Limits: Sendable, Hashable {
        /// The largest request body; beyond it the answer is 413.
        public var bodyBytes: Int
        /// Memory for a connection's request line and header, in bytes; beyond it the answer is 431 or 414.
        public var headerBytes: Int
        /// Connections at a time; further ones are closed.
        public var connections: Int
        /// Seconds of silence after which a connection is closed; the time that a handler takes doesn't count.
        public var idleSeconds: Int

        /// 1 MiB of body, 64 KiB of header, 512 connections, 30 s.
        public init(
            bodyBytes: Int = 1 << 20, headerBytes: Int = 64 << 10, connections: Int = 512, idleSeconds: Int = 30
        ) {
            self.bodyBytes = bodyBytes
            self.headerBytes = headerBytes
            self.connections = connections
            self.idleSeconds = idleSeconds
        }
    }

    /// The port that it listens on; the one that the system chose when 0 was asked for.
    public let port: UInt16
    private let daemon: ServerDaemon

    /// Listens on a numeric address and answers with `handler`, which runs in a task of its own per request.
    public init(
        address: String = "127.0.0.1", port: UInt16 = 0, limits: Limits = Limits(),
        handler: @escaping @Sendable (HTTPServerRequest) async -> HTTPServerResponse
    ) throws(HTTPServerError) {
        let socket = try ListeningSocket(address: address, port: port)
        self.port = socket.port
        daemon = try ServerDaemon(socket: socket, address: address, limits: limits, handler: handler)
    }

    deinit {
        daemon.stop()
    }

    /// Connections accepted since the start.
    public var acceptedConnections: Int { daemon.acceptedConnections }

    /// Closes the port and every connection; requests without an answer get none. Doing it again does nothing.
    public func stop() {
        daemon.stop()
    }
}
