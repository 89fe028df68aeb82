import ArgumentParsing

/// A verb and what it does.
protocol TendCommand: SendableMetatype {
    /// Name, options and help.
    static var verb: Verb { get }

    /// Does it.
    /// - Returns: The exit status.
    static func run(_ arguments: ParsedArguments, _ surroundings: Surroundings) async throws -> Int32
}
