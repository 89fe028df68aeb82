/// A command of the program, or the program itself: what it is called, what it takes, and what its help says.
///
///     let rollback = Verb(
///         "rollback", "put an environment back on an earlier release",
///         arguments: [environment], options: [to, reason])
///     let tend = Verb("tend", "keeps AWS environments the way git says", flags: [json], verbs: [rollback])
public struct Verb: Sendable, Hashable {
    /// A line of the exit status section.
    public struct ExitStatus: Sendable, Hashable {
        /// The status.
        public var status: Int32
        /// What it means.
        public var meaning: String

        /// A status and its meaning.
        public init(_ status: Int32, _ meaning: String) {
            self.status = status
            self.meaning = meaning
        }
    }

    /// A line of the examples section.
    public struct Example: Sendable, Hashable {
        /// What to type.
        public var line: String
        /// What it does.
        public var meaning: String

        /// A line to type and what it does.
        public init(_ line: String, _ meaning: String) {
            self.line = line
            self.meaning = meaning
        }
    }

    /// What is typed: `rollback`.
    public var name: String
    /// One line for the list of commands; no full stop, begins in lower case.
    public var summary: String
    /// What the help says below the usage line; paragraphs are parted by an empty line.
    public var discussion: String
    /// What it takes by position.
    public var arguments: [Argument]
    /// What it takes with a value. Commands below it take them too.
    public var options: [Option]
    /// What it takes without a value. Commands below it take them too.
    public var flags: [Flag]
    /// The commands below it. A verb with commands takes no arguments.
    public var verbs: [Verb]
    /// What its exit statuses mean.
    public var exitStatuses: [ExitStatus]
    /// Lines to copy.
    public var examples: [Example]

    /// A verb from its parts.
    public init(
        _ name: String, _ summary: String, discussion: String = "", arguments: [Argument] = [], options: [Option] = [],
        flags: [Flag] = [], verbs: [Verb] = [], exitStatuses: [ExitStatus] = [], examples: [Example] = []
    ) {
        self.name = name
        self.summary = summary
        self.discussion = discussion
        self.arguments = arguments
        self.options = options
        self.flags = flags
        self.verbs = verbs
        self.exitStatuses = exitStatuses
        self.examples = examples
    }
}
