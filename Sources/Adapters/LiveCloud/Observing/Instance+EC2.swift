import AWS
import Model

extension Instance {
    /// An instance as EC2 shows it, with what the checks and SSM say of it.
    /// - Throws: When it carries one of tend's tags with a value that tend never writes. Taking it for absent would launch
    ///   another instance, or replace this one. Of an instance that is going nothing depends on it.
    init(_ instance: EC2.Instance, checks: StatusChecks?, agent: AgentStatus?) throws {
        guard let id = InstanceID(instance.id), let ami = AMIID(instance.imageID) else {
            throw UnexpectedAnswer("EC2 names an instance '\(instance.id)' of image '\(instance.imageID)'")
        }
        var receipts: [CommandName: CommandReceipt] = [:]
        for (key, value) in instance.tags where key.hasPrefix(TagKey.commandPrefix) {
            guard let name = CommandName(String(key.dropFirst(TagKey.commandPrefix.count))) else { continue }
            // One that can't be read stays in the tags, where the planner finds it and has a person look at it.
            receipts[name] = CommandReceipt(tagValue: value)
        }
        let state = InstanceState(rawValue: instance.state.rawValue) ?? .unknown
        func tag<Value: Identity>(_ key: String) throws -> Value? {
            guard let text = instance.tags[key] else { return nil }
            guard let value = Value(text) else {
                if state.isEnding { return nil }
                throw UnexpectedAnswer("the tag \(key) of \(id) is '\(text)'; it must be \(Value.rule)")
            }
            return value
        }
        self.init(
            id: id, state: state, launchedAt: instance.launchTime, ami: ami, instanceType: instance.instanceType,
            fleet: try tag(TagKey.fleet), version: try tag(TagKey.version), launch: try tag(TagKey.launch),
            statusChecks: checks ?? .unknown, agent: agent ?? .absent, receipts: receipts, tags: instance.tags)
    }
}
