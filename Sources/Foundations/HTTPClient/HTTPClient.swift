/// An HTTP/1.1 client on libcurl. All transfers run on one thread of its own, which starts with the first request;
/// waiting for an answer blocks no thread of the cooperative pool. Connections are kept and used again. Redirects are
/// answers, never followed. Proxies are those of libcurl's own variables (`http_proxy`, `https_proxy`, `no_proxy` …).
///
///     let client = HTTPClient()
///     let answer = try await client.send(HTTPRequest(url: "https://example.com/"))
///
/// A request is never sent twice behind the caller's back, except GET and HEAD over a kept connection that turns out to
/// be dead.
public final class HTTPClient: Sendable {
    /// What is the same for all requests of a client.
    public struct Configuration: Sendable, Hashable {
        /// A PEM file of trusted authorities in place of the system's (`AWS_CA_BUNDLE`).
        public var certificateAuthorityFile: String?
        /// Requests in flight to one scheme, host and port; the others wait their turn.
        public var maximumConnectionsPerOrigin: Int
        /// A kept connection older than this since its last use isn't used again.
        public var idleConnectionLifetime: Duration
        /// The `User-Agent` of requests that name none.
        public var userAgent: String

        /// The system's authorities, 50 connections an origin, kept for 20 s.
        public init(
            certificateAuthorityFile: String? = nil, maximumConnectionsPerOrigin: Int = 50,
            idleConnectionLifetime: Duration = .seconds(20), userAgent: String = "tend"
        ) {
            self.certificateAuthorityFile = certificateAuthorityFile
            self.maximumConnectionsPerOrigin = maximumConnectionsPerOrigin
            self.idleConnectionLifetime = idleConnectionLifetime
            self.userAgent = userAgent
        }
    }

    private let configuration: Configuration
    private let inbox: TransferInbox

    /// A client without connections yet.
    public init(configuration: Configuration = .init()) {
        self.configuration = configuration
        inbox = TransferInbox(configuration: configuration)
    }

    deinit {
        inbox.close()
    }

    /// Sends `request` and waits for the whole answer. Cancelling the task ends the transfer at once.
    public func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
        let order = TransferOrder(
            number: inbox.nextNumber(), request: try PreparedRequest(request, configuration: configuration),
            start: .now)
        let inbox = inbox
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                inbox.submit(order, continuation)
            }
        } onCancel: {
            inbox.cancel(order)
        }
        return try result.get()
    }

    /// Ends every transfer with `shutDown`, closes the connections and refuses further requests. Doing it again does
    /// nothing.
    public func shutdown() {
        inbox.close()
    }
}
