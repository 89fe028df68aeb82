import ArgumentParsing
import Daemon
import FoundationEssentials
import Model
import Reconciliation

/// `tend resume`
enum Resume: TendCommand {
    private static let reason = Option("reason", "TEXT", "why; kept in the audit trail", isRequired: true)

    static let verb = Verb(
        "resume", "let an environment follow git again after a rollback",
        discussion: "Lifts the hold. The daemon, or 'tend apply', then brings the environment to what the files say.",
        arguments: [EnvironmentArguments.argument],
        options: [reason, DesiredStateFiles.option, StateDirectory.option], exitStatuses: ExitStatus.plain)

    static func run(_ arguments: ParsedArguments, _ surroundings: Surroundings) async throws -> Int32 {
        let environment = try EnvironmentArguments.named(arguments)
        let why = try arguments.required(reason)
        let desired = try await DesiredStateFiles.valid(arguments, surroundings)
        let world = try World(variables: surroundings.environment)
        let trail = try await Trail.write(of: desired.project.name, arguments, surroundings)
        let state = try StateDirectory(arguments, surroundings).path
        let actual = await world.cloud.observe(ObservationScope(desired: desired, only: [environment]))
        guard let found = actual.environments[environment] else {
            throw arguments.invalid(EnvironmentArguments.argument, "the files have no such environment")
        }
        if let failure = found.failure { throw CommandFailure(message: "\(environment) can't be read: \(failure)") }
        guard let hold = found.value?.hold else {
            surroundings.say("\(environment) is not held; it follows git.")
            return ExitStatus.success
        }
        let actor = Actor.person(surroundings.person)
        let reconciler = world.reconciler(
            project: desired.project, trail: trail, stateDirectory: state, actor: actor,
            purpose: "tend resume by \(surroundings.person)", report: { _ in })
        try await trail.note(
            JournalNote(
                kind: .resume, environment: environment, subject: "release/\(hold.release)",
                text: "no longer held at release \(hold.release): \(why)", commit: desired.commit, actor: actor,
                at: Date.now))
        try await SingleAction(reconciler: reconciler, desired: desired, stateDirectory: state)
            .perform(
                .liftHold(LiftHold(environment: environment, reason: why)), waitingSeconds: 120, surroundings)
        surroundings.say("\(environment) follows git again.")
        return ExitStatus.success
    }
}
