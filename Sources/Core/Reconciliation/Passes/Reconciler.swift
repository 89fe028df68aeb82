import FoundationEssentials
import Model
import Planning

/// Observes, plans and acts, one pass at a time. The same code serves the daemon, `tend apply` and the dry run; they differ
/// in the ports they pass in.
public struct Reconciler: Sendable {
    let ports: Ports
    let actor: Actor
    let purpose: String
    let lanes: Lanes
    let report: @Sendable (ReconcilerEvent) -> Void

    /// The world, as the reconciler sees it.
    public struct Ports: Sendable {
        /// Looking at AWS and acting on it.
        public var cloud: any Cloud
        /// Building AMIs.
        public var builder: any ImageBuilder
        /// The record of what is done.
        public var journal: any Journal
        /// One writer for each environment.
        public var leases: any EnvironmentLeases
        /// The time.
        public var clock: any ReconciliationClock

        /// Ports, one by one.
        public init(
            cloud: any Cloud, builder: any ImageBuilder, journal: any Journal, leases: any EnvironmentLeases,
            clock: any ReconciliationClock
        ) {
            self.cloud = cloud
            self.builder = builder
            self.journal = journal
            self.leases = leases
            self.clock = clock
        }
    }

    /// Whether environments are acted on side by side.
    public enum Lanes: Sendable {
        /// Side by side: one slow environment doesn't hold back another.
        case concurrent
        /// One after the other, in the plan's order, so that a dry run comes out the same each time.
        case sequential
    }

    /// A reconciler.
    /// - Parameters:
    ///   - actor: Who is answerable for what it does.
    ///   - purpose: What it is run for, such as `tend apply`; shown to whoever finds an environment taken.
    ///   - report: Called with everything worth telling, as it happens, from any thread.
    public init(
        ports: Ports, actor: Actor, purpose: String, lanes: Lanes = .concurrent,
        report: @escaping @Sendable (ReconcilerEvent) -> Void = { _ in }
    ) {
        self.ports = ports
        self.actor = actor
        self.purpose = purpose
        self.lanes = lanes
        self.report = report
    }

    /// One round, phase by phase.
    ///
    /// A cancelled task begins no further action; those that run are finished and recorded, but for builds, which are
    /// stopped and clean up after themselves.
    /// - Parameters:
    ///   - desired: What git says.
    ///   - only: The environments to act on; `nil` for all. Images are built and shared for those that are looked at.
    ///   - memory: What earlier passes leave for later ones: back-off, and what was reported already.
    /// - Throws: When the journal can't be written. Nothing is begun after that.
    public func pass(
        _ desired: DesiredState, only: Set<EnvironmentName>? = nil, memory: inout PassMemory
    ) async throws(JournalFailure) -> PassReport {
        memory.follow(commit: desired.commit)
        let begun = Set(try await ports.journal.openIntents().map(\.action.environment))
        let leases = await lease(environmentsToLease(desired, begun, only))
        do {
            let report = try await leasedPass(desired, only, leases, &memory)
            await leases.releaseAll()
            return report
        } catch {
            await leases.releaseAll()
            throw error
        }
    }

    private func leasedPass(
        _ desired: DesiredState, _ only: Set<EnvironmentName>?, _ leases: LeaseTable, _ memory: inout PassMemory
    ) async throws(JournalFailure) -> PassReport {
        let unresolved = try await recover(desired, leases, &memory)
        let actual = await ports.cloud.observe(ObservationScope(desired: desired, only: only))
        for environment in discovered(in: actual, only) where await !leases.covers(environment) {
            await leases.add(await lease([environment]))
        }
        let now = await ports.clock.now()
        let plan = Planner.plan(desired, actual, at: now)
        report(.planned(plan))
        let pass = PassID(plan: plan.digest, at: now)
        try await tell(plan, pass, &memory)
        let performed = try await act(on: plan, desired, pass, leases, memory, except: unresolved)
        return try await settle(plan, performed, desired, pass, leases, &memory, at: now)
    }

    /// `devops` is always among them: images are built and shared there for everyone. So are environments that git no
    /// longer names and in which something was begun: nobody else would ever close it.
    private func environmentsToLease(
        _ desired: DesiredState, _ begun: Set<EnvironmentName>, _ only: Set<EnvironmentName>?
    ) -> [EnvironmentName] {
        let named = begun.union(desired.environments.keys).union([.devops])
        return (only.map { named.intersection($0.union([.devops])) } ?? named).sorted()
    }

    /// What AWS has, the sandboxes that git no longer names included.
    private func discovered(in actual: ActualState, _ only: Set<EnvironmentName>?) -> [EnvironmentName] {
        actual.environments.keys.filter { only?.contains($0) ?? true }.sorted()
    }
}
