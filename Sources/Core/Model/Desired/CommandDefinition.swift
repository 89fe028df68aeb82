/// What one file below `commands/` says: something that every matching instance must have had.
public struct CommandDefinition: Hashable, Sendable {
    /// The file's name without its ending.
    public var name: CommandName
    /// Which instances of an environment that lists the command.
    public var target: CommandTarget
    /// What runs.
    public var body: CommandBody
    /// What is brought back.
    public var feedback: Feedback
    /// Commands that an instance must have had with success before.
    public var after: [CommandName]
    /// Seconds that it may run on an instance.
    public var timeoutSeconds: Int
    /// How many instances run it at the same time; `nil` leaves it to SSM (50).
    public var concurrency: Amount?
    /// Failures after which it is sent to no further instance; `nil` leaves it to SSM (0).
    public var maxErrors: Amount?
    /// Whether it may be sent again when it is unknown whether it ran.
    public var isIdempotent: Bool
    /// Covers what runs and how; an instance that had another digest gets it again.
    public var digest: ContentDigest
    /// Where the file starts.
    public var place: SourcePlace

    /// A command from its parts.
    public init(
        name: CommandName, target: CommandTarget, body: CommandBody, feedback: Feedback = .status,
        after: [CommandName] = [], timeoutSeconds: Int = 3600, concurrency: Amount? = nil, maxErrors: Amount? = nil,
        isIdempotent: Bool = false, digest: ContentDigest, place: SourcePlace
    ) {
        self.name = name
        self.target = target
        self.body = body
        self.feedback = feedback
        self.after = after
        self.timeoutSeconds = timeoutSeconds
        self.concurrency = concurrency
        self.maxErrors = maxErrors
        self.isIdempotent = isIdempotent
        self.digest = digest
        self.place = place
    }
}

/// Which instances of an environment a command is for.
public enum CommandTarget: Hashable, Codable, Sendable {
    /// Every instance of the environment; must be said in so many words (`on: all`).
    case all
    /// Instances whose tags have all of these values.
    case tags([String: String])

    /// Whether an instance with these tags is meant.
    public func matches(_ tags: [String: String]) -> Bool {
        switch self {
        case .all: true
        case .tags(let wanted): wanted.allSatisfy { tags[$0.key] == $0.value }
        }
    }
}

/// What a command runs.
public enum CommandBody: Hashable, Codable, Sendable {
    /// A shell command.
    case shell(String)
    /// A script beside the file, run by an interpreter with arguments, each a word of its own.
    case script(CommandScript)
}

/// A script that is uploaded by its content and checked on the instance before it runs.
public struct CommandScript: Hashable, Codable, Sendable {
    /// Its path below the root of the desired state.
    public var path: String
    /// Its content.
    public var content: [UInt8]
    /// The SHA-256 of the content, which names the uploaded object.
    public var digest: ContentDigest
    /// The program that runs it, such as `bash` or `python3`.
    public var interpreter: String
    /// Its arguments.
    public var arguments: [String]

    /// A script from its parts.
    public init(path: String, content: [UInt8], digest: ContentDigest, interpreter: String, arguments: [String]) {
        self.path = path
        self.content = content
        self.digest = digest
        self.interpreter = interpreter
        self.arguments = arguments
    }
}

/// What a command brings back.
public enum Feedback: String, Hashable, Codable, Sendable, CaseIterable {
    /// Nothing: it is sent and recorded.
    case none
    /// The exit status.
    case status
    /// The exit status and what was printed.
    case output
}
