import AWS
import CoreFixtures
import FoundationEssentials
import HTTPClient
import HTTPServer
import Logging
import Model
import Synchronization

@testable import LiveCloud

/// A few operations of AWS on loopback, with state for each account and with faults on demand. It knows nothing that a test
/// didn't need: any other operation is answered as moto answers it, with HTTP 500 and a page of HTML.
final class ScriptedAWS: Sendable {
    /// What was asked, by whom.
    struct Call: Sendable {
        var account: String
        var operation: String
        /// The fields of a form, decoded.
        var form: [String: String]
        /// The body of a JSON call.
        var json: CallBody
    }

    private final class Script: Sendable {
        let state = Mutex(ScriptedState())
    }

    private let script: Script
    private let server: HTTPServer

    init() throws {
        let script = Script()
        self.script = script
        server = try HTTPServer { request in
            let call = Call(request)
            return script.state.withLock { $0.answer(call) }
        }
    }

    deinit { server.stop() }

    var url: String { "http://127.0.0.1:\(server.port)" }

    /// The operations that were asked for, in order.
    var operations: [String] { script.state.withLock { $0.calls.map(\.operation) } }

    func calls(_ operation: String) -> [Call] {
        script.state.withLock { $0.calls.filter { $0.operation == operation } }
    }

    func change(_ body: (inout ScriptedState) -> Void) { script.state.withLock { body(&$0) } }

    func read<Value: Sendable>(_ body: (ScriptedState) -> Value) -> Value { script.state.withLock { body($0) } }

    /// The next so many calls of an operation get this answer and have no effect.
    func fail(_ operation: String, account: AccountID? = nil, times: Int = .max, _ answer: HTTPServerResponse) {
        change { $0.faults.append(.init(operation: operation, account: account?.text, left: times, answer: answer)) }
    }

    /// The next call of an operation has its effect, and the answer is lost.
    func lose(_ operation: String) {
        change { $0.faults.append(.init(operation: operation, account: nil, left: 1, answer: nil)) }
    }

    /// A client whose access key names the account, and who waits for nothing.
    func client(_ account: AccountID) -> AWSClient {
        AWSClient(
            region: "us-east-1",
            credentials: StaticCredentials(
                AWSCredentials(accessKeyID: "AKID\(account)", secretAccessKey: Secret("s3cret"))),
            http: HTTPClient(), endpoints: EndpointResolver(common: url), retry: RetryPolicy(maximumAttempts: 2),
            clock: AWSClock(now: { Date.now }, sleep: { _ in }, random: { 0 }))
    }

    /// The adapter, with a session for each class of `Shop` and a clock that moves only when somebody waits.
    func cloud(_ clock: VirtualClock = VirtualClock()) -> LiveCloud {
        LiveCloud(
            sessions: SessionBook { [self] _, settings, region in
                AccountSession(
                    account: settings.account, region: region, arn: "arn:aws:iam::\(settings.account):user/test",
                    source: "test", client: client(settings.account))
            }, now: { clock.now }, pause: { clock.wait($0) })
    }
}

/// A time that moves only when somebody waits.
final class VirtualClock: Sendable {
    private let moment = Mutex(Shop.now)

    var now: Date { moment.withLock { $0 } }

    func wait(_ duration: Duration) {
        moment.withLock {
            $0 += Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
        }
    }
}

/// The fields of a JSON call that the operations here look at.
struct CallBody: Decodable, Sendable {
    var instanceIDs: [String]?
    var comment: String?
    var commandID: String?
    var instanceID: String?
    var parameters: [String: [String]]?
    var maxConcurrency: String?
    var name: String?
    var names: [String]?
    var path: String?
    var value: String?
    var nextToken: String?

    enum CodingKeys: String, CodingKey {
        case instanceIDs = "InstanceIds"
        case comment = "Comment"
        case commandID = "CommandId"
        case instanceID = "InstanceId"
        case parameters = "Parameters"
        case maxConcurrency = "MaxConcurrency"
        case name = "Name"
        case names = "Names"
        case path = "Path"
        case value = "Value"
        case nextToken = "NextToken"
    }
}

extension ScriptedAWS.Call {
    init(_ request: HTTPServerRequest) {
        let authorization = request.header("Authorization") ?? request.parameter("X-Amz-Credential") ?? ""
        let key = authorization.split(separator: "AKID").dropFirst().first ?? ""
        account = String(key.prefix { $0.isNumber })
        form = [:]
        for field in String(decoding: request.body, as: UTF8.self).split(separator: "&") {
            let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            form[Self.decoded(parts[0])] = parts.count == 2 ? Self.decoded(parts[1]) : ""
        }
        json = (try? JSONDecoder().decode(CallBody.self, from: Data(request.body))) ?? CallBody()
        let target = request.header("X-Amz-Target")?.split(separator: ".").last.map(String.init)
        operation = target ?? form["Action"] ?? "\(request.method) \(request.path)"
    }

    /// The values of `Name.1`, `Name.2`, ….
    func list(_ name: String) -> [String] {
        (1...1000).lazy.map { form["\(name).\($0)"] }.prefix { $0 != nil }.compactMap { $0 }
    }

    private static func decoded(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
