import Crypto
import FoundationEssentials
import Model
import Planning
import Reconciliation

/// What would be done from an observed state on, to the end: the real reconciler, run against a simulated AWS.
public struct DryRun: Sendable {
    /// The first plan: what differs now.
    public var plan: Plan
    /// Every effect, in order, with the virtual seconds after which it begins.
    public var steps: [Step]
    /// Where the environments stand at the end.
    public var end: RunReport
    /// Virtual seconds from the first effect to the end.
    public var seconds: Double
    /// Covers every effect on the way, not only the next ones: what people approve.
    public var digest: ContentDigest

    /// One effect of a dry run.
    public struct Step: Hashable, Sendable {
        /// Where.
        public var environment: EnvironmentName
        /// In which account.
        public var account: AccountID?
        /// What.
        public var action: Action
        /// Virtual seconds after the beginning.
        public var atSeconds: Double
    }

    /// Virtual seconds after which a walk gives up on something that never comes, such as an agent that stays offline.
    static let limitSeconds: Double = 6 * 3600

    /// Walks from what was observed to the end.
    public static func walk(
        _ desired: DesiredState, from observed: ActualState, only: Set<EnvironmentName>? = nil,
        timing: SimulatedTiming = SimulatedTiming()
    ) async throws(JournalFailure) -> DryRun {
        let plan = Planner.plan(desired, observed, at: observed.observedAt)
        let cloud = SimulatedCloud(observed, timing: timing.meetingDeadlines(of: desired))
        let journal = WalkJournal()
        let reconciler = Reconciler(
            ports: Reconciler.Ports(
                cloud: cloud, builder: cloud, journal: journal, leases: UncontestedLeases(), clock: cloud),
            actor: .person("dry run"), purpose: "dry run", lanes: .sequential)
        let end = try await reconciler.run(desired, only: only, limitSeconds: limitSeconds)
        let steps = await journal.intents.map { intent in
            Step(
                environment: intent.action.environment,
                account: desired.project.settings(of: intent.action.environment)?.account, action: intent.action,
                atSeconds: intent.at.timeIntervalSince(observed.observedAt))
        }
        let seconds = steps.isEmpty ? 0 : await cloud.now().timeIntervalSince(observed.observedAt)
        return DryRun(plan: plan, steps: steps, end: end, seconds: seconds, digest: digest(of: steps))
    }

    /// What, on which resource, from what to what; no id or time that only AWS will choose. New resources are numbered by
    /// the simulation, always in the same order. Environments don't depend on how quickly each other gets on, so their steps
    /// are taken one environment after the other.
    static func digest(of steps: [Step]) -> ContentDigest {
        var digest = FieldHash(purpose: "tend dry run")
        let environments = Set(steps.map(\.environment)).sorted()
        for step in environments.flatMap({ environment in steps.filter { $0.environment == environment } }) {
            digest.add(step.environment.text)
            digest.add(step.account?.text ?? "")
            for field in step.action.substance { digest.add(field) }
        }
        return ContentDigest(bytes: digest.finish())
    }
}
