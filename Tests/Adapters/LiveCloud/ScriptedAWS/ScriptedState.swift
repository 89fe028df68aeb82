import HTTPServer

/// What the scripted AWS has, account by account.
struct ScriptedState {
    struct Instance {
        var account: String
        var id: String
        var state = "running"
        var subnet = "subnet-a"
        var tags: [String: String]
        var image = "ami-app142"
        /// Looks of DescribeInstances that don't show it yet.
        var hiddenLooks = 0
    }

    struct Command {
        var account: String
        var id: String
        var comment: String
        var instances: [String]
        var lines: [String]
        var isListed = true
        /// By instance: status, details, exit status, output.
        var outcomes: [String: (status: String, details: String, code: Int, output: String)] = [:]
    }

    struct Image {
        var id: String
        var name: String
        var state = "available"
        var tags: [String: String] = [:]
    }

    struct Stack {
        var name: String
        var status = "CREATE_COMPLETE"
        var tags: [String: String]
    }

    struct Fault {
        var operation: String
        var account: String?
        var left: Int
        /// `nil`: the call is carried out and its answer is lost.
        var answer: HTTPServerResponse?
    }

    var instances: [Instance] = []
    var commands: [Command] = []
    var images: [Image] = []
    /// In the accounts of environments.
    var stacks: [Stack] = []
    /// By account and name.
    var parameters: [String: [String: String]] = [:]
    var subnets: [String] = []
    var launchTokens: [String: [String]] = [:]
    var objects: Set<String> = []
    var faults: [Fault] = []
    var calls: [ScriptedAWS.Call] = []
    /// Looks of DescribeInstances that don't show yet what is launched.
    var newInstancesHiddenLooks = 0
    /// An operation whose first call passes and whose later ones find no capacity.
    var failsAfterFirst: String?
    /// How commands end that are sent from now on.
    var outcome = (status: "Success", details: "Success", code: 0, output: "hello\n")

    mutating func answer(_ call: ScriptedAWS.Call) -> HTTPServerResponse {
        calls.append(call)
        for index in faults.indices
        where faults[index].left > 0 && faults[index].operation == call.operation
            && (faults[index].account == nil || faults[index].account == call.account)
        {
            faults[index].left -= 1
            if let answer = faults[index].answer { return answer }
            _ = effect(of: call)
            return .dropConnection
        }
        if call.operation == failsAfterFirst, calls.count(where: { $0.operation == call.operation }) > 1 {
            return .ec2Error("InsufficientInstanceCapacity", status: 400)
        }
        return effect(of: call)
    }

    private mutating func effect(of call: ScriptedAWS.Call) -> HTTPServerResponse {
        if call.operation.hasPrefix("HEAD /") {
            let key = String(call.operation.dropFirst(5))
            return HTTPServerResponse(status: objects.contains(key) ? 200 : 404, headers: [("ETag", "\"e\"")])
        }
        if call.operation.hasPrefix("PUT /") {
            objects.insert(String(call.operation.dropFirst(4)))
            return HTTPServerResponse(status: 200, headers: [("ETag", "\"e\"")])
        }
        return ec2(call) ?? ssm(call) ?? others(call) ?? .html
    }

    private mutating func others(_ call: ScriptedAWS.Call) -> HTTPServerResponse? {
        switch call.operation {
        case "DescribeStacks":
            let named = call.form["StackName"]
            let shown = stacks.filter { named == nil || named == $0.name }
            if let named, shown.isEmpty {
                return .queryError("ValidationError", "Stack with id \(named) does not exist")
            }
            return .xml(
                "<DescribeStacksResponse><DescribeStacksResult><Stacks>"
                    + shown.map {
                        "<member><StackId>arn:\($0.name)</StackId><StackName>\($0.name)</StackName>"
                            + "<StackStatus>\($0.status)</StackStatus><Tags>\(Self.tags($0.tags, "member", "Key", "Value"))"
                            + "</Tags></member>"
                    }.joined() + "</Stacks></DescribeStacksResult></DescribeStacksResponse>")
        case "DeleteStack":
            stacks.removeAll { $0.name == call.form["StackName"] }
            return .xml("<DeleteStackResponse><ResponseMetadata/></DeleteStackResponse>")
        case "GetCallerIdentity": return .identity(call.account)
        default: return nil
        }
    }

    /// Tags as XML.
    static func tags(_ tags: [String: String], _ element: String, _ key: String, _ value: String) -> String {
        tags.sorted { $0.key < $1.key }
            .map {
                "<\(element)><\(key)>\(escaped($0.key))</\(key)><\(value)>\(escaped($0.value))</\(value)></\(element)>"
            }
            .joined()
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
    }
}
