import Model
import YAML

/// Makes the fleets of an environment.
struct FleetReader {
    let tree: Tree
    let file: SourceFile
    let project: Project?
    let commandNames: Set<String>
    private var log: FindingLog { tree.log }

    func read() -> [FleetName: FleetSpec] {
        var fleets: [FleetName: FleetSpec] = [:]
        for entry in file.root["fleets"]?.entries ?? [] {
            TagRules(file: file, log: log).check(entry.value["tags"], environmentTag: project?.environmentTag)
            checkTagCount(entry)
            checkImage(entry.value["image"])
            let rollout = rollout(entry.value["rollout"])
            let userData = tree.referredText(
                entry.value["user_data"], in: file, limit: Self.userDataLimit, what: "user data")
            guard let name = FleetName(entry.key), let image = entry.value.identity("image", ImageName.self),
                let capacity = capacity(entry.value)
            else { continue }
            let launch = LaunchSettings(
                image: image, instanceType: entry.value.string("instance_type"),
                subnets: selector(entry.value["subnets"]), securityGroups: selector(entry.value["security_groups"]),
                instanceProfile: entry.value.string("instance_profile"), userData: userData?.text,
                tags: entry.value.pairs("tags"))
            fleets[name] = FleetSpec(
                name: name, capacity: capacity, launch: launch, targetGroups: entry.value.strings("target_groups"),
                rollout: rollout, place: file.place(entry.keyPlace))
        }
        return fleets
    }

    /// EC2's limit before base64.
    private static let userDataLimit = 16_384

    private func capacity(_ node: YAMLNode) -> FleetCapacity? {
        if let count = node.integer("replicas") { return .replicas(count) }
        return node.string("autoscaling_group").map { .autoscalingGroup($0) }
    }

    private func checkImage(_ node: YAMLNode?) {
        guard let node, let name = try? node.string(), ImageName(name) != nil else { return }
        let listed = (file.root["images"]?.entries ?? []).map(\.key)
        guard !listed.contains(name) else { return }
        log.error(.imageNotListed(name, nearest: Nearest.word(to: name, among: listed)), at: file.place(node))
    }

    /// An instance carries the project's tags, the fleet's, tend's own and a receipt of each command.
    private func checkTagCount(_ entry: YAMLEntry) {
        guard let project else { return }
        let own = Set(entry.value.pairs("tags").keys).union(project.tags.keys).count
        let room = TagRules.most - TagRules.ownOnInstances - file.root.strings("commands").count
        guard own > room, own <= TagRules.most else { return }
        log.error(.tooManyTags(own, limit: max(0, room)), at: file.place(entry.keyPlace))
    }

    private func selector(_ node: YAMLNode?) -> ResourceSelector? {
        guard let node else { return nil }
        if let items = node.items { return .ids(items.compactMap { try? $0.string() }) }
        guard let entries = node.entries else { return nil }
        var tags: [String: String] = [:]
        for entry in entries { tags[String(entry.key.dropFirst(4))] = try? entry.value.string() }
        return .tags(tags)
    }

    private func rollout(_ node: YAMLNode?) -> RolloutSpec {
        var rollout = RolloutSpec.standard
        guard let node else { return rollout }
        if let strategy = node.string("strategy").flatMap({ RolloutStrategy(rawValue: $0) }) {
            rollout.strategy = strategy
        }
        if let batch = node.amount("batch") { rollout.batch = batch }
        rollout.health = health(node["health"])
        rollout.bakeSeconds = node.seconds("bake") ?? 0
        rollout.alarms = node.strings("alarms")
        if let response = node.string("on_failure").flatMap({ FailureResponse(rawValue: $0) }) {
            rollout.onFailure = response
        }
        rollout.keepPreviousSeconds = node.seconds("keep_previous") ?? 0
        return rollout
    }

    private func health(_ node: YAMLNode?) -> HealthSpec {
        var health = HealthSpec.standard
        guard let node else { return health }
        if node["checks"] != nil {
            health.checks = Set(node.strings("checks").compactMap { HealthCheck(rawValue: $0) })
        }
        if let command = node["command"], let name = try? command.string(), CommandName(name) != nil {
            health.command = CommandName(name)
            if !commandNames.contains(name) {
                let nearest = Nearest.word(to: name, among: commandNames)
                log.error(.unknownCommand(name, nearest: nearest), at: file.place(command))
            }
        }
        if let grace = node.seconds("grace") { health.graceSeconds = grace }
        if let within = node.seconds("within") { health.withinSeconds = within }
        return health
    }
}
