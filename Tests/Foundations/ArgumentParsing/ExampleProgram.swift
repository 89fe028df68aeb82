import ArgumentParsing

/// A small program with one of everything, for the tests of this folder.
enum ExampleProgram {
    static let json = Flag("json", "print JSON")
    static let directory = Option("directory", short: "C", "DIR", "where the desired state is", default: ".")
    static let environment = Argument("ENVIRONMENT", "the environment to roll back")
    static let note = Argument("NOTE", "anything", isOptional: true, isRepeatable: true)
    static let reason = Option("reason", "TEXT", "why; it is kept in the audit trail", isRequired: true)
    static let to = Option("to", "N", "the release to go back to")
    static let tag = Option("tag", "KEY=VALUE", "a tag", isRepeatable: true)
    static let format = Option(
        "format", "FORMAT", "how the entries are printed, for people who read them or for programs that do",
        default: "text", choices: ["text", "markdown", "json"])
    static let force = Flag("force", short: "f", "skip the question")
    static let depth = Option("commits-to-look-through-at-most", "N", "how far back", default: "100")

    static let rollback = Verb(
        "rollback", "put an environment back on an earlier release",
        discussion: """
            Applies an earlier release of an environment again, as a new release, and holds the environment there so that
            the daemon doesn't undo it.

            The hold ends with 'tend resume'.
            """,
        arguments: [environment, note], options: [reason, to, tag], flags: [force],
        exitStatuses: [.init(0, "the environment is back"), .init(64, "the command line is wrong")],
        examples: [.init("tend rollback prd --reason \"5xx since 1.4.2\"", "Back to the last healthy release.")])
    static let verify = Verb("verify", "check the audit trail", options: [format, depth])
    static let audit = Verb("audit", "read and check the audit trail", verbs: [verify, Verb("show", "print entries")])
    static let plan = Verb("plan", "show what would be done")
    static let tend = Verb(
        "tend", "keeps AWS environments the way git says", options: [directory], flags: [json],
        verbs: [plan, rollback, audit])

    static func parse(_ words: String...) throws(UsageError) -> Invocation { try CommandLineParser(tend).parse(words) }

    static func arguments(_ words: String...) throws(UsageError) -> ParsedArguments {
        switch try CommandLineParser(tend).parse(words) {
        case .run(let arguments): return arguments
        case .help(let path): throw UsageError(.unexpectedArgument("help"), path: path)
        }
    }
}
