import AuditTrail
import Daemon
import FoundationEssentials
import Model
import Reconciliation
import SimulatedCloud

/// An environment that a person tells to go to a release and to stay there.
struct HeldEnvironment {
    let desired: DesiredState
    let environment: EnvironmentName
    let hold: Hold
    let actual: ActualState
    let world: World
    let trail: AuditTrail
    let stateDirectory: String

    /// Seconds to wait for a daemon that is at work in the environment, before giving up.
    private static let leaseSeconds: Double = 120
    /// Seconds to wait for the environment to arrive at the release.
    private static let arrivalSeconds: Double = 7200

    /// What will be done: the same reconciler, on what was observed and the hold.
    func walk() async throws -> DryRun {
        var actual = actual
        guard case .observed(var value) = actual.environments[environment] else {
            throw CommandFailure(
                message: "\(environment) can't be read: "
                    + (actual.environments[environment]?.failure?.description ?? "it was not looked at"))
        }
        value.hold = hold
        actual.environments[environment] = .observed(value)
        return try await DryRun.walk(desired, from: actual, only: [environment])
    }

    /// Records the decision, places the hold, and passes until the environment is at the release. A daemon may do the rest
    /// of the work: it sees the hold as well.
    func rollBack(_ surroundings: Surroundings) async throws -> Int32 {
        let actor = Actor.person(surroundings.person)
        let reconciler = world.reconciler(
            project: desired.project, trail: trail, stateDirectory: stateDirectory, actor: actor,
            purpose: "tend rollback by \(surroundings.person)", progress: { surroundings.tell("    \($0)") },
            report: { event in
                if let line = ProgressText.line(for: event) { surroundings.say(line) }
            })
        try await trail.note(
            JournalNote(
                kind: .rollback, environment: environment, subject: "release/\(hold.release)",
                text: "back to release \(hold.release): \(hold.reason)", commit: desired.commit, actor: actor,
                at: Date.now, facts: ["until": hold.until.formatted(.iso8601)]))
        try await SingleAction(reconciler: reconciler, desired: desired, stateDirectory: stateDirectory)
            .perform(
                .placeHold(PlaceHold(environment: environment, hold: hold)), waitingSeconds: Self.leaseSeconds,
                surroundings)
        let report = try await reconciler.run(
            desired, only: [environment], limitSeconds: Self.arrivalSeconds, whenBusy: .wait)
        return RunEnding.tell(
            report, surroundings,
            settled: "\(environment) is at release \(hold.release) and held there until \(Wording.moment(hold.until))")
    }
}
