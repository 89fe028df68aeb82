import HTTPClient

/// A call to AWS that did not bring what was asked for.
///
/// Its description names service, operation, code, message, request id and attempts, and never a secret.
public struct AWSError: Error, Sendable, CustomStringConvertible {
    /// The service, such as `EC2`.
    public var service: String
    /// The operation, such as `RunInstances`.
    public var operation: String
    /// What went wrong.
    public var reason: Reason
    /// How often the request was sent; 0 when it never was.
    public var attempts: Int
    /// Whether an attempt before the last one may have been done, its answer lost.
    public var followsUncertainAttempt = false

    /// What went wrong.
    public enum Reason: Sendable {
        /// The service said no.
        case service(ServiceFault)
        /// The service said "not so fast" until the attempts, or the quota of retries, were used up.
        case throttled(ServiceFault)
        /// No answer came, or not the whole of it.
        case transport(HTTPError)
        /// An answer came that can't be understood: HTML, truncated, another shape.
        case malformedAnswer(MalformedAnswer)
        /// tend did not send it, because AWS would have done something else than was meant.
        case refused(String)
        /// There was nothing to sign with.
        case credentials(CredentialsError)
        /// The task was cancelled.
        case cancelled
    }

    /// An error from its parts.
    public init(service: String, operation: String, reason: Reason, attempts: Int = 0) {
        self.service = service
        self.operation = operation
        self.reason = reason
        self.attempts = attempts
    }

    init(_ service: AWSService, _ operation: String, _ reason: Reason, attempts: Int = 0) {
        self.init(service: service.name, operation: operation, reason: reason, attempts: attempts)
    }

    /// AWS's code, such as `InvalidInstanceID.NotFound`; `nil` when AWS gave none.
    public var code: String? { fault?.code }

    /// What AWS said, if it said anything that could be read.
    public var fault: ServiceFault? {
        switch reason {
        case .service(let fault), .throttled(let fault): fault
        default: nil
        }
    }

    /// Whether AWS asked for fewer calls.
    public var isThrottle: Bool {
        if case .throttled = reason { return true }
        return false
    }

    /// Whether the same call may well succeed a little later.
    public var isTransient: Bool {
        switch reason {
        case .throttled: true
        case .service(let fault): fault.isTransient
        case .transport(let error): error.kind != .cancelled
        case .malformedAnswer(let answer): RetryableFault.statuses.contains(answer.status)
        case .credentials(let error): error.isTransient
        case .refused, .cancelled: false
        }
    }

    /// Whether AWS may have done what was asked although no good answer came: then look before asking again.
    public var effectMayHaveHappened: Bool { followsUncertainAttempt || lastAttemptMayHaveHappened }

    private var lastAttemptMayHaveHappened: Bool {
        switch reason {
        case .transport(let error): error.requestMayHaveBeenProcessed
        case .service(let fault): fault.isTransient
        case .malformedAnswer(let answer): !(400..<500).contains(answer.status)
        case .cancelled: attempts > 0
        case .throttled, .refused, .credentials: false
        }
    }

    /// One sentence for people.
    public var description: String {
        let times = attempts > 1 ? " after \(attempts) attempts" : ""
        switch reason {
        case .service(let fault): return "\(service) \(operation): \(fault)\(times)"
        case .throttled(let fault):
            let advice = "fewer calls at a time, or a higher limit, help"
            return "\(service) \(operation) was throttled\(times): \(fault); \(advice)"
        case .transport(let error):
            // A lost connection says so itself.
            let isUncertain = error.requestMayHaveBeenProcessed && error.kind != .connectionLost
            let maybe = isUncertain ? "; AWS may have received the request" : ""
            return "\(service) \(operation): no answer\(times): \(error)\(maybe)"
        case .malformedAnswer(let answer): return "\(service) \(operation): \(answer)\(times)"
        case .refused(let why): return "\(service) \(operation) was not sent: \(why)"
        case .credentials(let error): return "\(service) \(operation) was not sent: \(error)"
        case .cancelled: return "\(service) \(operation) was cancelled\(times)"
        }
    }
}
