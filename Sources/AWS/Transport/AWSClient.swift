import FoundationEssentials
import HTTPClient
import Logging

/// Sends operations to the services of one account in one region.
///
/// Every attempt is signed anew, with the credentials of that moment. What fails in a way that passes is tried again as
/// `RetryPolicy` says; what may have been done already is only tried again where that does no harm.
///
///     let session = AWSSession(environment: AWSEnvironment(variables))
///     let ec2 = EC2(client: session.client(region: "us-east-1"))
///     for try await instances in ec2.describeInstances(.all) { ... }
public final class AWSClient: Sendable {
    /// The region, such as `us-east-1`.
    public let region: String
    /// Where the credentials come from.
    public let credentials: any AWSCredentialsProvider
    /// Counts what is asked.
    public let calls: CallCounter

    let http: HTTPClient
    let endpoints: EndpointResolver
    let retry: RetryPolicy
    let clock: AWSClock
    private let quota = RetryQuota()
    private let skew = ClockSkew()

    /// A client.
    /// - Parameters:
    ///   - region: The region of every call.
    ///   - credentials: Whom it signs for.
    ///   - http: May be shared with others.
    ///   - endpoints: Where the services are.
    ///   - retry: How patient it is.
    ///   - calls: May be shared with others.
    ///   - clock: The time, waiting and chance.
    public init(
        region: String, credentials: any AWSCredentialsProvider, http: HTTPClient,
        endpoints: EndpointResolver = EndpointResolver(), retry: RetryPolicy = RetryPolicy(),
        calls: CallCounter = CallCounter(), clock: AWSClock = .system
    ) {
        self.region = region
        self.credentials = credentials
        self.http = http
        self.endpoints = endpoints
        self.retry = retry
        self.calls = calls
        self.clock = clock
    }

    /// Sends a call until it is done, can't be, or the patience is used up.
    /// - Parameter decode: Makes the output out of an answer with a status of 200 to 299.
    func send<Output: Sendable>(
        _ call: AWSCall, _ decode: (HTTPResponse) throws(AnswerFault) -> Output
    ) async throws(AWSError) -> Output {
        calls.count(call) { $0.calls += 1 }
        do {
            return try await sendRepeatedly(call, decode)
        } catch {
            calls.count(call) { $0.failures += 1 }
            throw error
        }
    }

    /// An address that does what the call says for whoever has it.
    func presign(_ rest: RESTCall, expiresIn seconds: Int) async throws(AWSError) -> Secret {
        let call = rest.call
        let request = try address(call)
        let credentials = try await currentCredentials(call, attempts: 0)
        return Secret(
            signer(call, credentials, clock.now() + skew.offset(of: request.host))
                .presign(request, expiresIn: seconds).url)
    }

    // MARK: - Attempts

    private func sendRepeatedly<Output>(
        _ call: AWSCall, _ decode: (HTTPResponse) throws(AnswerFault) -> Output
    ) async throws(AWSError) -> Output {
        let request = try address(call)
        var attempts = 0
        var paid = 0
        var corrections = Corrections()
        var isUncertain = false
        while true {
            let credentials: AWSCredentials
            do throws(AWSError) {
                if Task.isCancelled { throw AWSError(call.service, call.operation, .cancelled, attempts: attempts) }
                credentials = try await currentCredentials(call, attempts: attempts)
            } catch {
                var failure = error
                failure.followsUncertainAttempt = isUncertain
                throw failure
            }
            attempts += 1
            let attempt = await attempt(call, request, credentials, decode)
            if case .done(let output) = attempt.outcome {
                quota.giveBack(paid)
                return output
            }
            guard case .failed(let reason, let isLost) = attempt.outcome else { continue }
            var failure = AWSError(call.service, call.operation, reason, attempts: attempts)
            failure.followsUncertainAttempt = isUncertain
            isUncertain = failure.effectMayHaveHappened
            if failure.isThrottle { calls.count(call) { $0.throttles += 1 } }
            guard attempts < retry.maximumAttempts else { throw failure }
            if await correct(&corrections, failure, attempt, request.host, credentials) {
                calls.count(call) { $0.retries += 1 }
                continue
            }
            guard Self.mayRetry(failure, call.repetition), quota.pay(isLost ? 10 : 5) else { throw failure }
            paid = isLost ? 10 : 5
            calls.count(call) { $0.retries += 1 }
            let wait = retry.backoff(afterAttempt: attempts, random: clock.random(), asked: attempt.asked)
            do {
                try await clock.sleep(wait)
            } catch {
                failure.reason = .cancelled
                throw failure
            }
        }
    }

    /// What came of one attempt.
    private struct Attempt<Output> {
        enum Outcome {
            case done(Output)
            case failed(AWSError.Reason, isTimeout: Bool)
        }

        var outcome: Outcome
        var signedFor: Date
        /// The answer's `Date` header.
        var date: String?
        /// How long AWS asked to wait.
        var asked: Duration?
    }

    private func attempt<Output>(
        _ call: AWSCall, _ request: SigningRequest, _ credentials: AWSCredentials,
        _ decode: (HTTPResponse) throws(AnswerFault) -> Output
    ) async -> Attempt<Output> {
        let moment = clock.now() + skew.offset(of: request.host)
        let signed = signer(call, credentials, moment).sign(request)
        var attempt = Attempt<Output>(outcome: .failed(.cancelled, isTimeout: false), signedFor: moment)
        do {
            let response = try await http.send(
                HTTPRequest(
                    method: signed.method, url: signed.url,
                    headers: HTTPHeaders(signed.headers.map { ($0.name, $0.value) }), body: signed.body))
            attempt.date = response.headers["Date"]
            attempt.asked = Self.askedWait(response.headers)
            do throws(AnswerFault) {
                guard (200..<300).contains(response.status) else { throw AnswerFault(response, call.service.wire) }
                attempt.outcome = .done(try decode(response))
            } catch {
                attempt.outcome = .failed(Self.reason(error, hiding: credentials), isTimeout: false)
            }
        } catch {
            attempt.outcome = .failed(Self.reason(error), isTimeout: Self.isTimeout(error))
        }
        return attempt
    }

    // MARK: - Parts of an attempt

    private func currentCredentials(_ call: AWSCall, attempts: Int) async throws(AWSError) -> AWSCredentials {
        do {
            return try await credentials.credentials()
        } catch {
            throw AWSError(call.service, call.operation, .credentials(error), attempts: attempts)
        }
    }

    private func signer(_ call: AWSCall, _ credentials: AWSCredentials, _ moment: Date) -> SigV4 {
        SigV4(
            service: call.service.signingName, region: region, credentials: credentials, date: moment,
            isS3: call.service == .s3)
    }

    private func address(_ call: AWSCall) throws(AWSError) -> SigningRequest {
        let endpoint: AWSEndpoint
        do {
            endpoint = try endpoints.endpoint(call.service, region: region)
        } catch {
            throw AWSError(call.service, call.operation, .refused(error.why))
        }
        var request = SigningRequest(
            method: call.method, scheme: endpoint.scheme, host: endpoint.host,
            path: endpoint.basePath + PercentEncoding.encodePath(call.path), headers: call.headers, body: call.body)
        if let bucket = call.bucket {
            // A dot in the bucket's name would not fit AWS's certificate.
            if endpoint.isCustom || bucket.contains(".") {
                let key = call.path == "/" ? "" : PercentEncoding.encodePath(call.path)
                request.path = "\(endpoint.basePath)/\(PercentEncoding.encode(bucket))\(key)"
            } else {
                request.host = "\(bucket).\(endpoint.host)"
            }
        }
        return request
    }

    /// What is done at most once a call, at once.
    private struct Corrections {
        var clock = false
        var credentials = false
    }

    /// Sets right what the answer shows to be wrong on this side: the clock, or credentials that ran out early.
    private func correct<Output>(
        _ corrections: inout Corrections, _ failure: AWSError, _ attempt: Attempt<Output>, _ host: String,
        _ used: AWSCredentials
    ) async -> Bool {
        guard let fault = failure.fault else { return false }
        if !corrections.clock,
            skew.learn(
                host: host, code: fault.code, date: attempt.date, signedFor: attempt.signedFor, now: clock.now())
        {
            corrections.clock = true
            return true
        }
        if !corrections.credentials, RetryableFault.expired.contains(fault.code), used.sessionToken != nil {
            corrections.credentials = true
            await credentials.discard(used)
            return true
        }
        return false
    }
}
