import CoreFixtures
import FoundationEssentials
import Model
import Planning
import Reconciliation
import SimulatedCloud
import Testing

/// Properties of rollouts in some thousands of random worlds. A failure names its seed.
@Suite struct CapacityTests {
    @Test("whatever the world, capacity is kept at each look, and the fleet ends as wanted", arguments: 0..<8)
    func capacity(_ block: Int) async throws {
        for seed in UInt64(block * 250)..<UInt64(block * 250 + 250) {
            let problem = try await Self.walk(RandomFleet(seed: seed))
            #expect(problem == nil, "seed \(seed)")
            if problem != nil { return }
        }
    }

    /// - Returns: What went wrong, if anything.
    private static func walk(_ world: RandomFleet) async throws -> String? {
        let cloud = SimulatedCloud(world.observed)
        let journal = IntentLog()
        let reconciler = World.reconciler(of: cloud, journal: journal)
        var memory = PassMemory()
        var before = Look(world.observed)
        for (index, wish) in world.wishes.enumerated() {
            guard let fleet = wish.desired.environments["prd"]?.fleets["web"] else { return "no fleet" }
            var plan: EnvironmentPlan?
            let isLast = index == world.wishes.count - 1
            for _ in 0..<(isLast ? 100 : wish.looks) {
                let pass = try await reconciler.pass(wish.desired, memory: &memory)
                let after = Look(await cloud.observe(ObservationScope(desired: wish.desired)))
                if let broken = after.breach(after: before, of: fleet) { return broken }
                before = after
                plan = pass.plan["prd"]
                if pass.plan.isSettled { break }
                if pass.nextLookSeconds != 0 { await cloud.sleep(seconds: pass.nextLookSeconds ?? 2) }
            }
            if isLast, let broken = before.difference(from: fleet, version: wish.desired) {
                return "\(broken); last: \(plan?.lines ?? []) \(plan?.waits ?? []) \(plan?.problems ?? [])"
            }
        }
        let ids = await journal.ids
        return Set(ids).count == ids.count ? nil : "an action id was used twice"
    }
}

/// The fleet as one look showed it.
private struct Look {
    var members: [Instance]

    init(_ actual: ActualState) {
        members = (actual.environments["prd"]?.value?.instances ?? []).filter { !$0.state.isEnding }
    }

    var serving: Int { members.filter { $0.state == .running && $0.statusChecks != .impaired }.count }
    var healthy: Int { members.filter { $0.state == .running && $0.statusChecks == .passed }.count }

    /// What the strategy promises, and what happened between two looks in spite of it. A world may begin below the promise;
    /// then it doesn't get worse.
    func breach(after before: Look, of fleet: FleetSpec) -> String? {
        guard case .replicas(let replicas) = fleet.capacity else { return "no count" }
        if members.count > max(before.members.count, replicas) {
            return "\(before.members.count) instances became \(members.count) of \(replicas)"
        }
        guard fleet.rollout.strategy == .rolling else { return nil }
        let floor = replicas - min(fleet.rollout.batch.resolved(of: replicas), replicas)
        if serving < min(before.serving, floor) {
            return "\(before.serving) serving became \(serving), \(floor) promised"
        }
        if healthy < min(before.healthy, floor) {
            return "\(before.healthy) healthy became \(healthy), \(floor) promised"
        }
        return nil
    }

    func difference(from fleet: FleetSpec, version desired: DesiredState) -> String? {
        guard case .replicas(let replicas) = fleet.capacity else { return "no count" }
        let version = desired.environments["prd"]?.images["web"]?.version
        if members.count != replicas { return "ended with \(members.count) of \(replicas)" }
        let isRight = { (instance: Instance) in
            instance.version == version && instance.launch == fleet.launch.digest && instance.state == .running
                && instance.statusChecks == .passed
        }
        return members.first { !isRight($0) }.map {
            "ended with \($0.id) of \($0.version?.text ?? "no version"), \($0.state) and \($0.statusChecks)"
        }
    }
}

/// A journal that keeps the ids of what was begun.
private actor IntentLog: Journal {
    private(set) var ids: [ActionID] = []

    func intend(_ intent: Intent) { ids.append(intent.id) }
    func conclude(_ conclusion: Conclusion) {}
    func note(_ note: JournalNote) {}
    func converged(_ convergence: Convergence) -> Release? { nil }
    func openIntents() -> [Intent] { [] }
}
