import ArgumentParsing
import DesiredState
import Model

/// `tend validate`
enum Validate: TendCommand {
    private static let json = Flag("json", "print the findings as a JSON array")

    static let verb = Verb(
        "validate", "check the files, without AWS",
        discussion: """
            Reads the desired state and prints everything that is wrong with it, each finding with its place, as a compiler \
            does. Nothing outside of the directory is read.
            """,
        options: [DesiredStateFiles.option], flags: [json],
        exitStatuses: [
            Verb.ExitStatus(ExitStatus.success, "the files are valid; there may be warnings"),
            Verb.ExitStatus(ExitStatus.failure, "there are errors"),
            Verb.ExitStatus(ExitStatus.usage, "the command line is wrong"),
        ])

    static func run(_ arguments: ParsedArguments, _ surroundings: Surroundings) async throws -> Int32 {
        let result = try await DesiredStateFiles.load(arguments, surroundings)
        if arguments[json] {
            surroundings.output(result.report.json)
        } else {
            surroundings.output(result.report.text)
            if let state = result.state { surroundings.say(summary(of: state)) }
        }
        return result.state == nil ? ExitStatus.failure : ExitStatus.success
    }

    private static func summary(of state: DesiredState) -> String {
        let parts = [
            counted(state.environments.count, "environment"), counted(state.images.count, "image"),
            counted(state.commands.count, "command"),
        ]
        return "\(state.project.name): valid; \(parts.joined(separator: ", "))"
    }
}
