import ArgumentParsing
import AuditTrail
import Daemon
import FoundationEssentials
import Model
import Planning
import Reconciliation
import SimulatedCloud

/// `tend rollback`
enum Rollback: TendCommand {
    private static let to = Option("to", "RELEASE", "the release to go back to (otherwise the one before)")
    private static let reason = Option("reason", "TEXT", "why; kept in the audit trail", isRequired: true)
    private static let until = Option(
        "until", "TIME", "how long to stay there: a span such as 12h or 7d, or 2026-12-01T09:00:00Z", default: "7d")
    private static let yes = Flag("yes", "don't ask")

    static let verb = Verb(
        "rollback", "put an environment back on an earlier release, and keep it there",
        discussion: """
            Places a hold, which every tend that looks at the environment respects, and brings the environment to what the \
            release was: images, fleets and launch settings. The result is a release of its own. 'tend resume' lets the \
            environment follow git again.
            """,
        arguments: [EnvironmentArguments.argument],
        options: [to, reason, until, DesiredStateFiles.option, StateDirectory.option], flags: [yes],
        exitStatuses: ExitStatus.holding,
        examples: [
            Verb.Example("tend rollback prd --reason 'checkout is down'", "back to the release before"),
            Verb.Example(
                "tend rollback prd --to 11 --reason 'known good' --until 2d", "back to release 11, for two days"),
        ])

    static func run(_ arguments: ParsedArguments, _ surroundings: Surroundings) async throws -> Int32 {
        let environment = try EnvironmentArguments.named(arguments)
        let why = try arguments.required(reason)
        guard why.contains(where: { !$0.isWhitespace }) else { throw arguments.invalid(reason, "say why") }
        guard let end = TimeArguments.moment(arguments[until] ?? "", after: Date.now), end > Date.now else {
            throw arguments.invalid(
                until, "give a span such as 12h or 7d, or a time to come such as 2026-12-01T09:00:00Z")
        }
        let desired = try await DesiredStateFiles.valid(arguments, surroundings)
        guard desired.environments[environment] != nil else {
            throw arguments.invalid(EnvironmentArguments.argument, "the files have no such environment")
        }
        let world = try World(variables: surroundings.environment)
        let trail = try await Trail.write(of: desired.project.name, arguments, surroundings)
        let actual = await world.cloud.observe(ObservationScope(desired: desired, only: [environment]))
        let target = try await RollbackTarget.choose(
            for: environment, number: try arguments.integer(to, in: 1...1_000_000_000), trail: trail, actual: actual)
        let hold = Hold(
            release: target.number, content: target.content, owner: surroundings.person, reason: why, since: Date.now,
            until: end)
        let held = HeldEnvironment(
            desired: desired, environment: environment, hold: hold, actual: actual, world: world, trail: trail,
            stateDirectory: try StateDirectory(arguments, surroundings).path)
        let walk = try await held.walk()
        surroundings.say(
            "Back to release \(target.number) of \(Wording.moment(target.at)), held until \(Wording.moment(end)).")
        surroundings.output(PlanText(project: desired.project.name, commit: desired.commit, walk: walk).text)
        try approve(arguments, surroundings)
        surroundings.say()
        return try await held.rollBack(surroundings)
    }

    private static func approve(_ arguments: ParsedArguments, _ surroundings: Surroundings) throws {
        guard !arguments[yes] else { return }
        guard let ask = surroundings.ask else {
            throw CommandFailure(message: "nobody can be asked here; say --yes")
        }
        guard ask("Do this? Type 'yes': ") == "yes" else { throw CommandFailure(message: "nothing was done") }
    }
}
