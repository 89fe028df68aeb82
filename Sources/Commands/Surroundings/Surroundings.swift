import Console
import FoundationEssentials

/// The process as a command sees it, as a value: tests pass in another.
public struct Surroundings: Sendable {
    /// The environment variables.
    public var environment: [String: String]
    /// The directory that relative paths are below.
    public var directory: String
    /// Who runs the command, such as `dev@laptop`.
    public var person: String
    /// Where results go.
    public var output: @Sendable (String) -> Void
    /// Where errors and progress go.
    public var errors: @Sendable (String) -> Void
    /// Whether a person reads the results, so that marks and progress make sense.
    public var isTerminal: Bool
    /// Asks a question; `nil` when nobody can answer.
    public var ask: (@Sendable (String) -> String?)?

    /// Surroundings from their parts.
    public init(
        environment: [String: String], directory: String, person: String,
        output: @escaping @Sendable (String) -> Void, errors: @escaping @Sendable (String) -> Void, isTerminal: Bool,
        ask: (@Sendable (String) -> String?)?
    ) {
        self.environment = environment
        self.directory = directory
        self.person = person
        self.output = output
        self.errors = errors
        self.isTerminal = isTerminal
        self.ask = ask
    }

    /// Those of this process.
    public static func ofProcess() -> Surroundings {
        let process = ProcessInfo.processInfo
        let environment = process.environment
        let ask: @Sendable (String) -> String? = { Console.ask($0) }
        // Who stands behind sudo is the person who is answerable.
        let user = environment["SUDO_USER"] ?? process.userName
        return Surroundings(
            environment: environment, directory: FileManager.default.currentDirectoryPath,
            person: "\(user)@\(process.hostName)", output: { Console.output.write($0) },
            errors: { Console.error.write($0) }, isTerminal: Console.output.isTerminal,
            ask: Console.canAsk ? ask : nil)
    }

    /// A line of results.
    func say(_ line: String = "") { output(line + "\n") }

    /// A line of errors or progress.
    func tell(_ line: String = "") { errors(line + "\n") }

    /// A path as seen from the directory.
    func path(_ path: String) -> String { path.hasPrefix("/") ? path : "\(directory)/\(path)" }
}
