import ArgumentParsing
import DesiredState

/// `tend schema`
enum Schema: TendCommand {
    private static let kind = Argument(
        "KIND", "which files: \(FileKind.allCases.map(\.rawValue).joined(separator: ", "))")

    static let verb = Verb(
        "schema", "print the JSON Schema of a kind of file, for editors",
        discussion: "The schema is made from the same definitions that tend reads the files by.",
        arguments: [kind], exitStatuses: ExitStatus.plain,
        examples: [Verb.Example("tend schema environment > environment.schema.json", "for environments/*.yaml")])

    static func run(_ arguments: ParsedArguments, _ surroundings: Surroundings) async throws -> Int32 {
        guard let chosen = FileKind(rawValue: try arguments.required(kind)) else {
            throw arguments.invalid(
                kind, "give one of \(FileKind.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        surroundings.output(DesiredStateSchema.json(for: chosen))
        return ExitStatus.success
    }
}
