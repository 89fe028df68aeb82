import HTTPClient

extension AWSClient {
    /// Whether another attempt may bring what this one didn't, and does no harm.
    static func mayRetry(_ failure: AWSError, _ repetition: Repetition) -> Bool {
        switch failure.reason {
        case .throttled: true
        case .service(let fault): fault.isTransient && repetition == .safe
        case .malformedAnswer(let answer):
            RetryableFault.statuses.contains(answer.status) && repetition == .safe
        case .transport(let error):
            passes(error) && (repetition == .safe || !error.requestMayHaveBeenProcessed)
        case .refused, .credentials, .cancelled: false
        }
    }

    private static func passes(_ error: HTTPError) -> Bool {
        switch error.kind {
        case .couldNotResolve, .couldNotConnect, .timedOut, .connectionLost: true
        case .tlsFailed, .responseTooLarge, .badURL, .badRequest, .cancelled, .shutDown, .other: false
        }
    }

    static func isTimeout(_ error: HTTPError) -> Bool {
        if case .timedOut = error.kind { return true }
        return false
    }

    static func reason(_ error: HTTPError) -> AWSError.Reason {
        error.kind == .cancelled ? .cancelled : .transport(error)
    }

    /// AWS's signature errors quote the request, session token included; nothing of that is passed on.
    static func reason(_ fault: AnswerFault, hiding credentials: AWSCredentials) -> AWSError.Reason {
        switch fault {
        case .malformed(let answer): return .malformedAnswer(answer)
        case .fault(var fault):
            for secret in [credentials.secretAccessKey, credentials.sessionToken].compactMap({ $0?.reveal() }) {
                for form in [secret, PercentEncoding.encode(secret)] where !form.isEmpty {
                    fault.message = fault.message.replacing(form, with: "<redacted>")
                }
            }
            return fault.isThrottle ? .throttled(fault) : .service(fault)
        }
    }

    /// `x-amz-retry-after` is in milliseconds, `Retry-After` in seconds.
    static func askedWait(_ headers: HTTPHeaders) -> Duration? {
        if let text = headers["x-amz-retry-after"], let milliseconds = Int(text), milliseconds >= 0 {
            return .milliseconds(min(milliseconds, 3_600_000))
        }
        if let text = headers["Retry-After"], let seconds = Int(text), seconds >= 0 {
            return .seconds(min(seconds, 3600))
        }
        return nil
    }
}
