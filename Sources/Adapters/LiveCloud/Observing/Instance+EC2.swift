import AWS
import Model

extension Instance {
    /// An instance as EC2 shows it, with what the checks and SSM say of it.
    init(_ instance: EC2.Instance, checks: StatusChecks?, agent: AgentStatus?) throws {
        guard let id = InstanceID(instance.id), let ami = AMIID(instance.imageID) else {
            throw UnexpectedAnswer("EC2 names an instance '\(instance.id)' of image '\(instance.imageID)'")
        }
        var receipts: [CommandName: CommandReceipt] = [:]
        for (key, value) in instance.tags where key.hasPrefix(TagKey.commandPrefix) {
            guard let name = CommandName(String(key.dropFirst(TagKey.commandPrefix.count))) else { continue }
            receipts[name] = CommandReceipt(tagValue: value)
        }
        self.init(
            id: id, state: InstanceState(rawValue: instance.state.rawValue) ?? .unknown, launchedAt: instance.launchTime,
            ami: ami, instanceType: instance.instanceType, fleet: instance.tags[TagKey.fleet].flatMap(FleetName.init),
            version: instance.tags[TagKey.version].flatMap(ImageVersion.init),
            launch: instance.tags[TagKey.launch].flatMap(ContentDigest.init), statusChecks: checks ?? .unknown,
            agent: agent ?? .absent, receipts: receipts, tags: instance.tags)
    }
}
