import FoundationEssentials
import Model
import Reconciliation

/// An AWS in memory with virtual time: the dry run's world, seeded with what was observed.
///
/// It answers the same ports as the real one, so the same reconciler runs against it. Every effect succeeds; nothing here
/// decides what to do.
public actor SimulatedCloud {
    let timing: SimulatedTiming
    private var time: Date
    private var artifacts: Observation<ActualArtifacts>
    private var environments: [EnvironmentName: Observation<ActualEnvironment>]
    private var simulated: [EnvironmentName: SimulatedEnvironment] = [:]
    /// Seconds for which each environment's actions have kept its lane busy since the last look. Lanes run side by side in
    /// the real world, so the longest one counts.
    private var busy: [EnvironmentName: Double] = [:]
    private var created: [EnvironmentName: Int] = [:]
    private let taken: Set<String>
    private let sandboxesUnreadable: ObservationFailure?
    /// When the AMIs that were being made as the walk began are there.
    private let imagesAvailableAt: Date

    /// A simulated AWS that begins as the observed one was.
    public init(_ observed: ActualState, timing: SimulatedTiming = SimulatedTiming()) {
        self.timing = timing
        time = observed.observedAt
        artifacts = observed.artifacts
        environments = observed.environments
        sandboxesUnreadable = observed.sandboxesUnreadable
        imagesAvailableAt = observed.observedAt.addingTimeInterval(timing.image)
        taken = Set(observed.artifacts.value?.images.map(\.id.text) ?? []).union(
            observed.environments.values.flatMap { $0.value?.instances ?? [] }.map(\.id.text))
        for (name, observation) in observed.environments {
            if let actual = observation.value {
                simulated[name] = SimulatedEnvironment(actual, at: observed.observedAt, timing: timing)
            }
        }
    }

    /// The moment at which an environment's lane stands.
    func moment(in environment: EnvironmentName) -> Date { time.addingTimeInterval(busy[environment] ?? 0) }

    private func spend(_ seconds: Double, in environment: EnvironmentName) {
        busy[environment, default: 0] += seconds
    }

    private var pendingImages: [Int] {
        (artifacts.value?.images ?? []).indices.filter { artifacts.value?.images[$0].state == .pending }
    }

    private func finishImages() {
        guard time >= imagesAvailableAt, var value = artifacts.value else { return }
        for index in pendingImages { value.images[index].state = .available }
        artifacts = .observed(value)
    }

    /// `ami-new1`, `i-new2`, …: an id that nothing has yet, always the same in the same world.
    ///
    /// Each environment counts for itself, so that the ids in one don't depend on how quickly another gets on.
    private func newID<ID: Identity>(_ prefix: String, in environment: EnvironmentName) -> ID? {
        var number = created[environment] ?? 0
        repeat { number += 1 } while taken.contains("\(prefix)-new\(number)")
        created[environment] = number
        return ID("\(prefix)-new\(number)")
    }
}

extension SimulatedCloud: ReconciliationClock {
    /// The virtual time.
    public func now() -> Date { time.addingTimeInterval(busy.values.max() ?? 0) }

    /// Moves the virtual time on, at least to the next moment at which something changes: what is seen before it was seen
    /// already. In a world in which nothing changes by itself any more, waiting is in vain, and a day goes by.
    public func sleep(seconds: Double) {
        let now = now()
        let next = turns().filter { $0 > now }.min() ?? now.addingTimeInterval(86_400)
        time = max(next, now.addingTimeInterval(max(0, seconds)))
        busy = [:]
    }

    private func turns() -> [Date] {
        simulated.values.flatMap { $0.turns(timing: timing) } + (pendingImages.isEmpty ? [] : [imagesAvailableAt])
    }
}

extension SimulatedCloud: CloudReader {
    /// What the simulated AWS shows at its own moment. What couldn't be read in the real one can't be read here either.
    public func observe(_ scope: ObservationScope) -> ActualState {
        time = now()
        busy = [:]
        finishImages()
        var seen = environments
        for (name, environment) in simulated {
            seen[name] = .observed(environment.seen(at: time, timing: timing))
        }
        return ActualState(
            observedAt: time, artifacts: artifacts, environments: seen, sandboxesUnreadable: sandboxesUnreadable)
    }
}

extension SimulatedCloud: ImageBuilder {
    /// Takes as long as a build and returns an AMI that doesn't exist anywhere.
    public func build(_ order: BuildOrder) throws(ActionFailure) -> AMIID {
        spend(timing.build, in: .devops)
        guard let id: AMIID = newID("ami", in: .devops) else {
            throw ActionFailure(message: "no further AMI can be simulated", disposition: .stalled)
        }
        return id
    }
}

extension SimulatedCloud: CloudWriter {
    /// Adds the AMI to the devops account.
    public func registerImage(_ ami: AMIID, built order: BuildOrder) throws(ActionFailure) {
        guard var value = artifacts.value else { return }
        value.images.append(
            MachineImage(
                id: ami, name: order.definition.amiName(of: order.step.id), image: order.build.image,
                version: order.build.version, step: order.build.step, inputs: order.build.inputs, state: .available,
                snapshots: [SnapshotID("snap-\(ami.text.dropFirst(4))")].compactMap { $0 }, sharedWith: [],
                createdAt: moment(in: .devops)))
        artifacts = .observed(value)
    }

    /// There is nothing to look up: no process died in here.
    public func lookUp(_ order: ActionOrder) throws(ActionFailure) -> LookUpAnswer { .notDone("a dry run") }

    /// Has the effect on the simulated AWS.
    public func perform(_ order: ActionOrder) throws(ActionFailure) -> ActionResult {
        let environment = order.action.environment
        let now = moment(in: environment)
        spend(timing.call, in: environment)
        switch order.action {
        case .buildImage: break
        case .shareImage(let it): share(it)
        case .publishImage(let it): simulated[environment]?.actual.publishedImages[it.image] = it.ami
        case .createStack(let it): create(it, order, at: now)
        case .launchInstances(let it): return launch(it, order, at: now)
        case .startInstances(let it): simulated[environment]?.start(it.instances, at: now)
        case .terminateInstances(let it): simulated[environment]?.end(it.instances, at: now)
        case .runCommand(let it):
            spend(timing.command, in: environment)
            receive(it.digest, it.command, it.instances, order.id, in: environment)
        case .followCommand(let it):
            spend(timing.command, in: environment)
            receive(it.digest, it.command, it.instances, it.sentBy, in: environment)
        case .deleteStack:
            simulated[environment]?.actual.stack?.phase = .deleting
            simulated[environment]?.actual.stack?.status = "DELETE_IN_PROGRESS"
            simulated[environment]?.stackChangedAt = now
        case .deleteParameters(let it):
            for image in it.images { simulated[environment]?.actual.publishedImages[image] = nil }
        case .placeHold(let it): simulated[environment]?.actual.hold = it.hold
        case .liftHold: simulated[environment]?.actual.hold = nil
        }
        return ActionResult(summary: order.action.verb)
    }

    private func share(_ share: ShareImage) {
        guard var value = artifacts.value, let index = value.images.firstIndex(where: { $0.id == share.ami }) else {
            return
        }
        value.images[index].sharedWith.formUnion(share.accounts)
        artifacts = .observed(value)
    }

    private func create(_ create: CreateStack, _ order: ActionOrder, at now: Date) {
        simulated[create.environment]?.actual.stack = Stack(
            name: "tend-\(order.desired.project.name)-\(create.environment)", phase: .working,
            status: "CREATE_IN_PROGRESS", digest: create.stack.digest)
        simulated[create.environment]?.stackChangedAt = now
    }

    private func launch(_ launch: LaunchInstances, _ order: ActionOrder, at now: Date) -> ActionResult {
        var ids: [String] = []
        for _ in 0..<launch.count {
            guard let id: InstanceID = newID("i", in: launch.environment) else { continue }
            let instance = Instance(
                id: id, state: .pending, launchedAt: now, ami: launch.ami,
                instanceType: launch.settings.instanceType ?? "", fleet: launch.fleet, version: launch.version,
                launch: launch.launch, statusChecks: .unknown, agent: .absent,
                tags: launch.tags(in: order.desired.project, action: order.id))
            simulated[launch.environment]?.instances[id] = SimulatedInstance(instance: instance, changedAt: now)
            ids.append(id.text)
        }
        return ActionResult(summary: "launched \(ids.joined(separator: ", "))", created: ids)
    }

    private func receive(
        _ digest: ContentDigest, _ command: CommandName, _ instances: [InstanceID], _ action: ActionID,
        in environment: EnvironmentName
    ) {
        let receipt = CommandReceipt(
            digest: digest, status: .succeeded, at: moment(in: environment), action: action)
        simulated[environment]?.receive(receipt, of: command, on: instances)
    }
}
