/// Why there is no answer. What it prints is safe to log: of the URL only scheme, host and port appear in it.
public struct HTTPError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Which of the timeouts ran out.
    public enum Phase: String, Sendable, Hashable {
        /// `HTTPTimeouts.connect`.
        case connect
        /// `HTTPTimeouts.total`.
        case total
        /// `HTTPTimeouts.idle`.
        case idle
    }

    /// What went wrong.
    public enum Kind: Sendable, Hashable {
        /// No address for the host (or for the proxy).
        case couldNotResolve
        /// Nobody accepts connections there, or the way is barred.
        case couldNotConnect
        /// The handshake failed, or the certificate isn't trusted.
        case tlsFailed
        /// A timeout ran out.
        case timedOut(Phase)
        /// The request went out, and the answer is missing or cut short.
        case connectionLost
        /// The body or the header of the answer is larger than the limit.
        case responseTooLarge
        /// The URL can't be used.
        case badURL
        /// The method or a header field can't be sent.
        case badRequest
        /// The task was cancelled.
        case cancelled
        /// The client was shut down.
        case shutDown
        /// Anything else; the message says what.
        case other
    }

    /// What went wrong.
    public let kind: Kind
    /// What happened, to what, and what can be done.
    public let message: String
    /// Whether the server may have acted on the request: `false` only when no byte of it was sent.
    public let requestMayHaveBeenProcessed: Bool

    /// An error with its own wording.
    public init(_ kind: Kind, message: String, requestMayHaveBeenProcessed: Bool) {
        self.kind = kind
        self.message = message
        self.requestMayHaveBeenProcessed = requestMayHaveBeenProcessed
    }

    /// The message.
    public var description: String { message }
}
