import HTTPServer

extension ScriptedState {
    mutating func ssm(_ call: ScriptedAWS.Call) -> HTTPServerResponse? {
        switch call.operation {
        case "DescribeInstanceInformation":
            let items = instances.filter { $0.account == call.account }.map {
                "{\"InstanceId\":\"\($0.id)\",\"PingStatus\":\"Online\"}"
            }
            return .json("{\"InstanceInformationList\":[\(items.joined(separator: ","))]}")
        case "GetParametersByPath":
            let prefix = (call.json.path ?? "") + "/"
            let items = (parameters[call.account] ?? [:]).filter { $0.key.hasPrefix(prefix) }.sorted { $0.key < $1.key }
                .map { "{\"Name\":\(Self.quoted($0.key)),\"Value\":\(Self.quoted($0.value))}" }
            return .json("{\"Parameters\":[\(items.joined(separator: ","))]}")
        case "PutParameter":
            parameters[call.account, default: [:]][call.json.name ?? ""] = call.json.value
            return .json("{\"Version\":1}")
        case "DeleteParameters":
            for name in call.json.names ?? [] { parameters[call.account]?[name] = nil }
            return .json("{\"DeletedParameters\":[]}")
        case "SendCommand": return send(call)
        case "ListCommands":
            let shown = commands.filter { $0.account == call.account && $0.isListed }
            return .json("{\"Commands\":[\(shown.map(Self.json).joined(separator: ","))]}")
        case "ListCommandInvocations":
            let shown = commands.filter { $0.id == call.json.commandID }.flatMap { command in
                command.outcomes.sorted { $0.key < $1.key }.map { Self.invocation(command, $0.key, $0.value) }
            }
            return .json("{\"CommandInvocations\":[\(shown.joined(separator: ","))]}")
        case "GetCommandInvocation":
            guard let command = commands.first(where: { $0.id == call.json.commandID }),
                let instance = call.json.instanceID, let outcome = command.outcomes[instance]
            else { return .jsonError("InvocationDoesNotExist") }
            return .json(Self.invocation(command, instance, outcome))
        default: return nil
        }
    }

    private mutating func send(_ call: ScriptedAWS.Call) -> HTTPServerResponse {
        let ids = call.json.instanceIDs ?? []
        var command = Command(
            account: call.account, id: "command-\(commands.count + 1)", comment: call.json.comment ?? "",
            instances: ids,
            lines: call.json.parameters?["commands"] ?? [])
        for id in ids { command.outcomes[id] = outcome }
        commands.append(command)
        return .json("{\"Command\":\(Self.json(command))}")
    }

    private static func json(_ command: Command) -> String {
        let ids = command.instances.map(quoted).joined(separator: ",")
        return "{\"CommandId\":\(quoted(command.id)),\"Comment\":\(quoted(command.comment)),\"InstanceIds\":[\(ids)],"
            + "\"Status\":\"InProgress\"}"
    }

    private static func invocation(
        _ command: Command, _ instance: String, _ outcome: (status: String, details: String, code: Int, output: String)
    ) -> String {
        "{\"CommandId\":\(quoted(command.id)),\"InstanceId\":\(quoted(instance)),\"Status\":\(quoted(outcome.status)),"
            + "\"StatusDetails\":\(quoted(outcome.details)),\"ResponseCode\":\(outcome.code),"
            + "\"StandardOutputContent\":\(quoted(outcome.output)),\"StandardErrorContent\":\"\"}"
    }

    private static func quoted(_ text: String) -> String {
        "\""
            + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n") + "\""
    }
}
