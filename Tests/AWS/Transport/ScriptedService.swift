import FoundationEssentials
import HTTPClient
import HTTPServer
import Logging
import Synchronization

@testable import AWS

/// A service on loopback that plays one answer after the other and keeps what it was asked.
final class ScriptedService: Sendable {
    private struct State {
        var answers: [HTTPServerResponse]
        var requests: [HTTPServerRequest] = []
    }

    private final class Script: Sendable {
        let state: Mutex<State>

        init(_ answers: [HTTPServerResponse]) { state = Mutex(State(answers: answers)) }

        func answer(_ request: HTTPServerRequest) -> HTTPServerResponse {
            state.withLock {
                $0.requests.append(request)
                return $0.answers.isEmpty
                    ? .text("the script is at its end", status: 418) : $0.answers.removeFirst()
            }
        }
    }

    private let script: Script
    private let server: HTTPServer
    let clock = ScriptedClock()

    init(_ answers: [HTTPServerResponse]) throws {
        let script = Script(answers)
        self.script = script
        server = try HTTPServer(limits: .init(bodyBytes: 8 << 20)) { script.answer($0) }
    }

    deinit { server.stop() }

    var requests: [HTTPServerRequest] { script.state.withLock { $0.requests } }

    var url: String { "http://127.0.0.1:\(server.port)" }

    /// The fields of the n-th request's form, sorted, without Action and Version.
    func form(_ index: Int = 0) -> [String] {
        guard requests.indices.contains(index) else { return [] }
        return String(decoding: requests[index].body, as: UTF8.self).split(separator: "&").map(String.init)
            .filter { !$0.hasPrefix("Action=") && !$0.hasPrefix("Version=") }
    }

    func body(_ index: Int = 0) -> String {
        requests.indices.contains(index) ? String(decoding: requests[index].body, as: UTF8.self) : ""
    }

    func client(
        attempts: Int = 3, credentials: (any AWSCredentialsProvider)? = nil, calls: CallCounter = CallCounter(),
        region: String = "us-east-1"
    ) -> AWSClient {
        AWSClient(
            region: region, credentials: credentials ?? StaticCredentials(.example), http: HTTPClient(),
            endpoints: EndpointResolver(common: url), retry: RetryPolicy(maximumAttempts: attempts), calls: calls,
            clock: clock.clock)
    }
}

/// A clock whose time stands until something sleeps on it, and whose chance is always the greatest.
final class ScriptedClock: Sendable {
    private struct State {
        var now = Date(timeIntervalSince1970: 1_800_000_000)
        var sleeps: [Duration] = []
    }

    private let state = Mutex(State())

    var sleeps: [Duration] { state.withLock { $0.sleeps } }
    var now: Date { state.withLock { $0.now } }

    func advance(by seconds: TimeInterval) { state.withLock { $0.now += seconds } }

    var clock: AWSClock {
        AWSClock(
            now: { self.now },
            sleep: { duration in
                try Task.checkCancellation()
                self.state.withLock {
                    $0.sleeps.append(duration)
                    $0.now += Double(duration.components.seconds)
                }
            },
            random: { 1 })
    }
}

extension AWSCredentials {
    static let example = AWSCredentials(
        accessKeyID: "AKIDEXAMPLE", secretAccessKey: Secret("sEcr3t/key"), sessionToken: Secret("t0ken/with+marks="),
        expiration: Date(timeIntervalSince1970: 1_800_003_600), source: "test")
}

extension HTTPServerResponse {
    static func xml(_ body: String, status: Int = 200, headers: [(name: String, value: String)] = []) -> Self {
        Self(status: status, headers: [("Content-Type", "text/xml;charset=UTF-8")] + headers, body: Array(body.utf8))
    }

    static func json(_ body: String, status: Int = 200, headers: [(name: String, value: String)] = []) -> Self {
        Self(
            status: status,
            headers: [("Content-Type", "application/x-amz-json-1.1"), ("x-amzn-RequestId", "r-json")] + headers,
            body: Array(body.utf8))
    }

    /// An error as EC2 writes it.
    static func ec2Error(_ code: String, _ message: String = "no", status: Int = 400) -> Self {
        .xml(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <Response><Errors><Error><Code>\(code)</Code><Message>\(message)</Message></Error></Errors>\
            <RequestID>r-ec2</RequestID></Response>
            """, status: status)
    }

    /// An error as STS and CloudFormation write it.
    static func queryError(_ code: String, _ message: String = "no", status: Int = 400) -> Self {
        .xml(
            """
            <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>\
            <Code>\(code)</Code><Message>\(message)</Message></Error><RequestId>r-query</RequestId></ErrorResponse>
            """, status: status)
    }

    /// An error as S3 writes it.
    static func s3Error(_ code: String, _ message: String = "no", status: Int) -> Self {
        .xml(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <Error><Code>\(code)</Code><Message>\(message)</Message><Resource>/b/k</Resource>\
            <RequestId>r-s3</RequestId><HostId>h</HostId></Error>
            """, status: status)
    }

    /// An error as SSM and DynamoDB write it.
    static func jsonError(_ type: String, _ message: String = "no", status: Int = 400) -> Self {
        .json("{\"__type\":\"\(type)\",\"message\":\"\(message)\"}", status: status)
    }

    static let html = HTTPServerResponse.text(
        "<!doctype html>\n<html lang=en><title>500 Internal Server Error</title>", status: 500, contentType: "text/html"
    )

    static let noInstances = HTTPServerResponse.xml(
        """
        <DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>r</requestId>\
        <reservationSet/></DescribeInstancesResponse>
        """)

    static let identity = HTTPServerResponse.xml(
        """
        <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>\
        <Arn>arn:aws:iam::111111111111:user/ci</Arn><UserId>AIDA</UserId><Account>111111111111</Account>\
        </GetCallerIdentityResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></GetCallerIdentityResponse>
        """)

    static let noParameters = HTTPServerResponse.json("{\"Parameters\":[]}")
}
