import ArgumentParsing
import Daemon
import FoundationEssentials
import Model
import Reconciliation
import SimulatedCloud

/// `tend plan`
enum ShowPlan: TendCommand {
    private static let json = Flag("json", "print one JSON object")

    static let verb = Verb(
        "plan", "show what would be done, without doing it",
        discussion: """
            Looks at the accounts, then runs the real reconciler against a simulation that begins as they are, until \
            nothing is left to do. Read-only credentials suffice. The digest stands for all the effects on the way.
            """,
        options: [DesiredStateFiles.option, EnvironmentArguments.option], flags: [json],
        exitStatuses: ExitStatus.planning,
        examples: [
            Verb.Example("tend plan", "everything"), Verb.Example("tend plan --env prd --json", "for a program"),
        ])

    static func run(_ arguments: ParsedArguments, _ surroundings: Surroundings) async throws -> Int32 {
        let desired = try await DesiredStateFiles.valid(arguments, surroundings)
        let only = try EnvironmentArguments.chosen(arguments, in: desired)
        let world = try World(variables: surroundings.environment)
        let walk = try await walk(desired, only, world)
        if arguments[json] {
            surroundings.output(
                try JSONText.pretty(
                    PlanDocument(project: desired.project.name, commit: desired.commit, walk: walk)))
        } else {
            surroundings.output(PlanText(project: desired.project.name, commit: desired.commit, walk: walk).text)
        }
        return PlanSummary(walk).exitStatus
    }

    /// Looks at AWS and walks from there to the end.
    static func walk(
        _ desired: DesiredState, _ only: Set<EnvironmentName>?, _ world: World
    ) async throws -> DryRun {
        let actual = await world.cloud.observe(ObservationScope(desired: desired, only: only))
        return try await DryRun.walk(desired, from: actual, only: only)
    }
}
