import FoundationEssentials
import HTTPServer
import Testing

@testable import AWS

@Suite struct RetryTests {
    @Test("A throttle of each protocol's own format is waited out, with full jitter that doubles")
    func waitsOutThrottles() async throws {
        let ec2 = try ScriptedService([
            .ec2Error("RequestLimitExceeded", status: 503), .ec2Error("RequestLimitExceeded", status: 503),
            .noInstances,
        ])
        #expect(try await EC2(client: ec2.client()).describeInstances(.all).collect() == [])
        #expect(ec2.clock.sleeps == [.seconds(1), .seconds(2)])

        let sts = try ScriptedService([.queryError("Throttling"), .identity])
        #expect(try await STS(client: sts.client()).getCallerIdentity().account == "111111111111")

        let ssm = try ScriptedService([.jsonError("ThrottlingException"), .noParameters])
        #expect(try await SSM(client: ssm.client()).getParametersByPath("/").collect() == [])

        let dynamoDB = try ScriptedService([
            .jsonError("com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException"), .json("{}"),
        ])
        #expect(try await DynamoDB(client: dynamoDB.client()).getItem(table: "t", key: [:]) == nil)

        let s3 = try ScriptedService([
            .s3Error("SlowDown", status: 503), HTTPServerResponse(status: 429),
            HTTPServerResponse(headers: [("ETag", "e")]),
        ])
        #expect(try await S3(client: s3.client()).headObject(bucket: "b", key: "k")?.eTag == "e")
    }

    @Test("A throttle that lasts is an error of its own, which says how often was tried")
    func givesUp() async throws {
        let service = try ScriptedService(
            Array(repeating: .ec2Error("RequestLimitExceeded", "Slow.", status: 503), count: 3))
        let error = await #expect(throws: AWSError.self) {
            try await EC2(client: service.client()).describeInstances(.all).collect()
        }
        #expect(error?.isThrottle == true)
        #expect(error?.attempts == 3)
        #expect(error?.effectMayHaveHappened == false)
        #expect(
            error?.description == "EC2 DescribeInstances was throttled after 3 attempts: RequestLimitExceeded: Slow. "
                + "(HTTP 503, request r-ec2); fewer calls at a time, or a higher limit, help")
    }

    @Test("500, 502, 503, 504 are tried again, with an HTML page too", arguments: [500, 502, 503, 504])
    func triesAgain(status: Int) async throws {
        let service = try ScriptedService([
            .ec2Error("InternalError", status: status), .text("<html>oops", status: status, contentType: "text/html"),
            .noInstances,
        ])
        #expect(try await EC2(client: service.client()).describeInstances(.all).collect() == [])
    }

    @Test("Any other 4XX is never tried again", arguments: [400, 401, 403, 404, 409, 412, 413])
    func doesNotTryAgain(status: Int) async throws {
        let service = try ScriptedService([.ec2Error("UnauthorizedOperation", status: status), .noInstances])
        let error = await #expect(throws: AWSError.self) {
            try await EC2(client: service.client()).describeInstances(.all).collect()
        }
        #expect(error?.code == "UnauthorizedOperation")
        #expect(error?.isTransient == false)
        #expect(service.requests.count == 1)
    }

    @Test("A connection that breaks before, or in the middle of, the answer is tried again for a read")
    func survivesBrokenConnections() async throws {
        let service = try ScriptedService([
            .dropConnection, .truncated(body: Array("<DescribeInstancesResponse>".utf8), declaredLength: 5000),
            .noInstances,
        ])
        #expect(try await EC2(client: service.client()).describeInstances(.all).collect() == [])
        #expect(service.requests.count == 3)
    }

    @Test("A command whose answer was lost is not sent again: it may be running")
    func doesNotRepeatCommands() async throws {
        let service = try ScriptedService([.dropConnection, .json("{}")])
        let error = await #expect(throws: AWSError.self) {
            try await SSM(client: service.client()).sendCommand(
                .init(target: .instances(["i-1"]), parameters: ["commands": ["true"]]))
        }
        #expect(service.requests.count == 1)
        #expect(error?.effectMayHaveHappened == true)
        #expect(error?.description.hasSuffix("; the request may have been carried out") == true)
    }

    @Test("A call whose first answer was lost stays uncertain, however clear the last answer is")
    func remembersLostAnswers() async throws {
        let service = try ScriptedService([
            .dropConnection, .ec2Error("RequestLimitExceeded", status: 503),
            .ec2Error("RequestLimitExceeded", status: 503), .ec2Error("IncorrectInstanceState"),
        ])
        let ec2 = EC2(client: service.client())
        let lost = await #expect(throws: AWSError.self) { try await ec2.terminateInstances(["i-1"]) }
        #expect(lost?.isThrottle == true)
        #expect(lost?.effectMayHaveHappened == true)
        let clear = await #expect(throws: AWSError.self) { try await ec2.terminateInstances(["i-1"]) }
        #expect(clear?.effectMayHaveHappened == false)
    }

    @Test("A command that was answered with 500 is not sent again; one that was throttled is")
    func repeatsThrottledCommands() async throws {
        let failing = try ScriptedService([.jsonError("InternalServerError", status: 500), .json("{}")])
        let request = SSM.SendCommandRequest(target: .instances(["i-1"]), parameters: ["commands": ["true"]])
        let error = await #expect(throws: AWSError.self) {
            try await SSM(client: failing.client()).sendCommand(request)
        }
        #expect(error?.effectMayHaveHappened == true)
        #expect(failing.requests.count == 1)

        let throttled = try ScriptedService([
            .jsonError("ThrottlingException"), .json("{\"Command\":{\"CommandId\":\"c-1\",\"Status\":\"Pending\"}}"),
        ])
        #expect(try await SSM(client: throttled.client()).sendCommand(request).commandID == "c-1")
    }

    @Test("Where nothing listens even a command is tried again, as nothing was sent")
    func triesAgainWhereNothingListens() async throws {
        let closed: ScriptedService = try ScriptedService([])
        let clock = closed.clock
        let client = AWSClient(
            region: "us-east-1", credentials: StaticCredentials(.example), http: .init(),
            endpoints: EndpointResolver(common: "http://127.0.0.1:1"), clock: clock.clock)
        let error = await #expect(throws: AWSError.self) {
            try await SSM(client: client).sendCommand(.init(target: .instances(["i-1"]), parameters: [:]))
        }
        #expect(error?.attempts == 3)
        #expect(error?.effectMayHaveHappened == false)
        #expect(error?.isTransient == true)
    }

    @Test("What AWS asks for is waited: x-amz-retry-after in milliseconds, Retry-After in seconds, a minute at most")
    func waitsAsAsked() async throws {
        let service = try ScriptedService([
            .xml("", status: 503, headers: [("x-amz-retry-after", "3500")]),
            .xml("", status: 503, headers: [("Retry-After", "9")]),
            .xml("", status: 503, headers: [("Retry-After", "86400")]), .noInstances,
        ])
        _ = try await EC2(client: service.client(attempts: 4)).describeInstances(.all).collect()
        #expect(service.clock.sleeps == [.milliseconds(3500), .seconds(9), .seconds(60)])
    }

    @Test("Waits grow to 20 seconds and no further")
    func boundsBackoff() {
        let policy = RetryPolicy(maximumAttempts: 100)
        let waits = (1...8).map { policy.backoff(afterAttempt: $0, random: 1, asked: nil) }
        #expect(waits == [1, 2, 4, 8, 16, 20, 20, 20].map { .seconds($0) })
        #expect(policy.backoff(afterAttempt: 5, random: 0, asked: nil) == .zero)
    }

    @Test("When the quota of retries is used up, failures are passed on at once, and success fills it again")
    func keepsQuota() {
        let quota = RetryQuota()
        for _ in 0..<100 { #expect(quota.pay(5)) }
        #expect(!quota.pay(5))
        quota.giveBack(5)
        #expect(quota.pay(5))
        quota.giveBack(0)
        #expect(quota.left == 1)
        for _ in 0..<1000 { quota.giveBack(5) }
        #expect(quota.left == 500)
    }

    @Test("A service that is down costs few requests: each client has 100 retries to give")
    func quotaBoundsRequests() async throws {
        let service = try ScriptedService(Array(repeating: .ec2Error("InternalError", status: 500), count: 400))
        let client = service.client()
        for _ in 0..<60 { _ = try? await EC2(client: client).describeInstances(.all).collect() }
        #expect(service.requests.count == 60 + 100)
    }

    @Test("Every attempt is signed anew")
    func signsEveryAttempt() async throws {
        let service = try ScriptedService([.ec2Error("InternalError", status: 500), .noInstances])
        _ = try await EC2(client: service.client()).describeInstances(.all).collect()
        #expect(service.requests.map { $0.header("X-Amz-Date") } == ["20270115T080000Z", "20270115T080001Z"])
        #expect(Set(service.requests.map { $0.header("Authorization") }).count == 2)
    }

    @Test("A clock that is wrong is corrected by the refusal's Date, once, and the next call is right at once")
    func correctsClock() async throws {
        func refusal(_ time: String) -> HTTPServerResponse {
            .xml(
                "<Response><Errors><Error><Code>AuthFailure</Code><Message>no</Message></Error></Errors></Response>",
                status: 401, headers: [("Date", "Fri, 15 Jan 2027 \(time) GMT")])
        }
        let service = try ScriptedService([
            refusal("10:00:00"), .noInstances, .noInstances, refusal("10:03:00"), .noInstances,
        ])
        let ec2 = EC2(client: service.client())
        _ = try await ec2.describeInstances(.all).collect()
        _ = try await ec2.describeInstances(.all).collect()
        #expect(
            service.requests.map { $0.header("X-Amz-Date") } == [
                "20270115T080000Z", "20270115T100000Z", "20270115T100000Z",
            ])
        #expect(service.clock.sleeps == [])
        // The same refusal under a clock that is right, as far as such a date can tell, is a refusal.
        let error = await #expect(throws: AWSError.self) { try await ec2.describeInstances(.all).collect() }
        #expect(error?.code == "AuthFailure")
    }

    @Test("Credentials that AWS holds for expired are replaced, once")
    func replacesExpiredCredentials() async throws {
        let service = try ScriptedService([
            .ec2Error("ExpiredToken"), .noInstances, .ec2Error("ExpiredToken"), .ec2Error("ExpiredToken"),
        ])
        let provider = CountingProvider()
        let ec2 = EC2(client: service.client(credentials: provider))
        _ = try await ec2.describeInstances(.all).collect()
        #expect(service.requests.map { $0.header("Authorization")?.contains("KEY1/") } == [true, false])
        let error = await #expect(throws: AWSError.self) { try await ec2.describeInstances(.all).collect() }
        #expect(error?.code == "ExpiredToken")
        #expect(service.requests.count == 4)
    }

    @Test("A task that is cancelled while it waits ends as cancelled")
    func canBeCancelled() async throws {
        let service = try ScriptedService(Array(repeating: .ec2Error("InternalError", status: 500), count: 9))
        let client = AWSClient(
            region: "us-east-1", credentials: StaticCredentials(.example), http: .init(),
            endpoints: EndpointResolver(common: service.url),
            clock: AWSClock(now: { .now }, sleep: { _ in try await Task.sleep(for: .seconds(600)) }, random: { 1 }))
        let task = Task { try await EC2(client: client).describeInstances(.all).collect() }
        while service.requests.isEmpty { await Task.yield() }
        task.cancel()
        let error = await #expect(throws: AWSError.self) { try await task.value }
        guard case .cancelled? = error?.reason else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("Calls, retries, throttles and failures are counted by API")
    func counts() async throws {
        let service = try ScriptedService([
            .ec2Error("RequestLimitExceeded", status: 503), .noInstances, .identity,
            .queryError("AccessDenied", status: 403),
        ])
        let calls = CallCounter()
        let client = service.client(calls: calls)
        _ = try await EC2(client: client).describeInstances(.all).collect()
        _ = try await STS(client: client).getCallerIdentity()
        _ = try? await STS(client: client).getCallerIdentity()
        #expect(
            calls.snapshot == [
                CallCount(
                    service: "EC2", operation: "DescribeInstances", calls: 1, retries: 1, throttles: 1, failures: 0),
                CallCount(
                    service: "STS", operation: "GetCallerIdentity", calls: 2, retries: 0, throttles: 0, failures: 1),
            ])
    }
}

/// Gives out KEY1 until it is told that it expired, then KEY2.
private actor CountingProvider: AWSCredentialsProvider {
    private var number = 1

    func credentials() async throws(CredentialsError) -> AWSCredentials {
        var credentials = AWSCredentials.example
        credentials.accessKeyID = "KEY\(number)"
        return credentials
    }

    func discard(_ credentials: AWSCredentials) { number += 1 }
}
