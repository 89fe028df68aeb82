import ArgumentParsing

/// `tend version`
enum Version: TendCommand {
    static let verb = Verb("version", "print the version", exitStatuses: [Verb.ExitStatus(ExitStatus.success, "done")])

    static func run(_ arguments: ParsedArguments, _ surroundings: Surroundings) async throws -> Int32 {
        surroundings.say("tend \(Tend.version)")
        return ExitStatus.success
    }
}
