import FoundationEssentials
import Model

/// A fleet as one look showed it, sorted by what a rollout needs to know.
struct FleetView {
    let spec: FleetSpec
    let environment: EnvironmentName
    let replicas: Int
    let image: MachineImage
    let now: Date
    /// Instances of the wanted version and settings, oldest first.
    private(set) var current: [Instance] = []
    /// The others, in the order in which they may be given up.
    private(set) var outdated: [Instance] = []

    init(
        spec: FleetSpec, environment: EnvironmentName, replicas: Int, image: MachineImage, instances: [Instance],
        now: Date
    ) {
        self.spec = spec
        self.environment = environment
        self.replicas = replicas
        self.image = image
        self.now = now
        let launch = spec.launch.digest
        let members = instances.filter { $0.fleet == spec.name && !$0.state.isEnding }
            .sorted { ($0.launchedAt, $0.id) < ($1.launchedAt, $1.id) }
        for member in members {
            if member.version == image.version && member.launch == launch {
                current.append(member)
            } else {
                outdated.append(member)
            }
        }
        outdated = inOrderOfLoss(outdated)
    }

    /// The instances that are missed least first: those that don't serve, those that the checks don't call healthy, then the
    /// others, each oldest first.
    func inOrderOfLoss(_ instances: [Instance]) -> [Instance] {
        let serving = instances.filter(isServing)
        return instances.filter { !isServing($0) } + serving.filter { health(of: $0) != .healthy }
            + serving.filter { health(of: $0) == .healthy }
    }

    var subject: String { "fleet/\(spec.name)" }
    var title: String { "\(spec.launch.image)@\(image.version)" }
    var members: Int { current.count + outdated.count }

    /// How many instances may be missing during a rolling rollout.
    var batch: Int { min(spec.rollout.batch.resolved(of: replicas), replicas) }

    /// Whether an instance does its work as far as EC2 knows. Old instances are asked no more than that they run.
    func isServing(_ instance: Instance) -> Bool {
        instance.state == .running && instance.statusChecks != .impaired
    }

    func health(of instance: Instance) -> InstanceHealth {
        InstanceHealth(of: instance, by: spec.rollout.health, at: now)
    }

    func launch(_ count: Int) -> Action {
        .launchInstances(
            LaunchInstances(
                environment: environment, fleet: spec.name, count: count, version: image.version, ami: image.id,
                settings: spec.launch, launch: spec.launch.digest))
    }

    func terminate(_ instances: some Sequence<Instance>, reason: TerminationReason) -> Action? {
        let ids = instances.map(\.id).sorted()
        guard !ids.isEmpty else { return nil }
        return .terminateInstances(
            TerminateInstances(environment: environment, fleet: spec.name, instances: ids, reason: reason))
    }
}
