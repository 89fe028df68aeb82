import ArgumentParsing
import AuditTrail
import Reconciliation

/// The program: finds the verb, runs it, and turns what goes wrong into a message and an exit status.
public enum Tend {
    /// The version of this build.
    public static let version = "0.1.0"

    private static let commands: [any TendCommand.Type] = [
        Validate.self, ShowPlan.self, Apply.self, RunDaemon.self, Status.self, History.self, Rollback.self, Resume.self,
        Audit.self, Schema.self, WhoAmI.self, Version.self,
    ]

    static let program = Verb(
        "tend", "keeps AWS environments the way git says",
        discussion: """
            What is wanted stands in the files of a git repository. 'tend plan' compares them with AWS and shows what would \
            be done; 'tend apply' does it once; 'tend daemon' does it whenever git or AWS changes.

            Results go to standard output, progress and errors to standard error.
            """,
        verbs: commands.map { $0.verb },
        exitStatuses: ExitStatus.planning,
        examples: [
            Verb.Example("tend validate", "check the files of this directory"),
            Verb.Example("tend plan --env prd", "what would be done in prd"),
            Verb.Example("tend rollback prd --reason 'checkout is down'", "back to the release before"),
        ])

    /// Runs a command line.
    /// - Parameter arguments: Without the program's name.
    /// - Returns: The exit status.
    public static func run(_ arguments: [String], _ surroundings: Surroundings) async -> Int32 {
        do {
            switch try CommandLineParser(program).parse(arguments) {
            case .help(let path):
                surroundings.output(program.help(path: path))
                return ExitStatus.success
            case .run(let parsed):
                guard let name = parsed.path.dropFirst().first,
                    let command = commands.first(where: { $0.verb.name == name })
                else { return ExitStatus.usage }
                return try await command.run(parsed, surroundings)
            }
        } catch {
            return report(error, surroundings)
        }
    }

    private static func report(_ error: any Error, _ surroundings: Surroundings) -> Int32 {
        switch error {
        case let error as UsageError:
            surroundings.tell("tend: \(error)")
            return ExitStatus.usage
        case let error as CommandFailure:
            surroundings.tell("tend: \(error.message)")
            return error.status
        case let error as JournalFailure:
            surroundings.tell("tend: \(error)\ntend: without a record nothing is done")
            return ExitStatus.failure
        default:
            surroundings.tell("tend: \(error)")
            return ExitStatus.failure
        }
    }
}
