/// What a service said when it did not do what was asked.
public struct ServiceFault: Hashable, Sendable, CustomStringConvertible {
    /// AWS's code, such as `UnauthorizedOperation`; `HTTP 404` and the like where the answer has none.
    public var code: String
    /// AWS's sentence, cut to 1,000 characters; may be empty.
    public var message: String
    /// AWS's id of the request, for a support case.
    public var requestID: String?
    /// The HTTP status.
    public var status: Int

    /// A fault from its parts.
    public init(code: String, message: String, requestID: String? = nil, status: Int) {
        self.code = code
        self.message = message
        self.requestID = requestID
        self.status = status
    }

    /// Whether AWS asked for fewer calls.
    public var isThrottle: Bool { RetryableFault.throttles.contains(code) || status == 429 }

    /// Whether the trouble is likely to pass on its own.
    public var isTransient: Bool {
        RetryableFault.transients.contains(code) || RetryableFault.statuses.contains(status)
    }

    /// Such as `UnauthorizedOperation: You are not … (HTTP 403, request 1f3c)`.
    public var description: String {
        var text = code
        if !message.isEmpty { text += ": \(message)" }
        var place = code == "HTTP \(status)" ? [] : ["HTTP \(status)"]
        if let requestID { place.append("request \(requestID)") }
        return place.isEmpty ? text : "\(text) (\(place.joined(separator: ", ")))"
    }
}

/// An answer that can't be understood.
public struct MalformedAnswer: Hashable, Sendable, CustomStringConvertible {
    /// The HTTP status.
    public var status: Int
    /// AWS's id of the request, if a header has it.
    public var requestID: String?
    /// What is wrong with the answer, as a clause.
    public var problem: String

    /// A fault from its parts.
    public init(status: Int, requestID: String? = nil, problem: String) {
        self.status = status
        self.requestID = requestID
        self.problem = problem
    }

    /// Such as `the answer can't be read: it is HTML (HTTP 500)`.
    public var description: String {
        var place = ["HTTP \(status)"]
        if let requestID { place.append("request \(requestID)") }
        return "the answer can't be read: \(problem) (\(place.joined(separator: ", ")))"
    }
}

/// Which answers are worth another attempt, from botocore's and the SDKs' common list.
enum RetryableFault {
    static let throttles: Set<String> = [
        "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottledException", "RequestThrottled",
        "TooManyRequestsException", "ProvisionedThroughputExceededException", "TransactionInProgressException",
        "RequestLimitExceeded", "BandwidthLimitExceeded", "LimitExceededException", "SlowDown",
        "PriorRequestNotComplete", "EC2ThrottledException",
    ]
    static let transients: Set<String> = ["RequestTimeout", "RequestTimeoutException"]
    static let statuses: Set<Int> = [500, 502, 503, 504]
    /// The clock that signed was wrong, for certain.
    static let skews: Set<String> = ["RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture"]
    /// Perhaps the clock that signed was wrong: when the service's clock says so too.
    static let possibleSkews: Set<String> = [
        "InvalidSignatureException", "SignatureDoesNotMatch", "AuthFailure", "IncompleteSignature",
    ]
    /// The session's credentials have run out, whatever their expiration said.
    static let expired: Set<String> = ["ExpiredToken", "ExpiredTokenException"]
}
