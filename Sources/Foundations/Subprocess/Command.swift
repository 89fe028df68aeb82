/// A program to run, as a value: everything that the child gets is written here, and nothing is inherited.
///
///     let result = try await Command("git", ["--version"], environment: ["PATH": "/usr/bin:/bin"]).run()
///     print(result.standardOutputText)
///
/// Arguments are visible to every user of the machine (`/proc/<pid>/cmdline`), so secrets belong in ``environment`` or
/// ``input``, which no description of a command shows.
public struct Command: Sendable, Hashable {
    /// An absolute path, or a name without `/` that is looked up on the `PATH` of ``environment``.
    public var executable: String
    /// What follows the program's name. Each is one argument; no shell ever sees them.
    public var arguments: [String]
    /// The child's environment, exactly: with an empty dictionary it has none.
    public var environment: [String: String]
    /// Where the child starts; `nil` leaves it where this process is.
    public var workingDirectory: String?
    /// What the child reads on its standard input; empty: `/dev/null`.
    public var input: [UInt8]
    /// Starts the child in a session of its own, so that a closed terminal can't end it. Without it the child has a
    /// process group of its own in this session.
    public var ownSession: Bool
    /// What the child may use, and how it is stopped.
    public var limits: ProcessLimits

    /// A program with its arguments.
    public init(
        _ executable: String, _ arguments: [String] = [], environment: [String: String] = [:],
        workingDirectory: String? = nil, input: [UInt8] = [], ownSession: Bool = false,
        limits: ProcessLimits = ProcessLimits()
    ) {
        self.executable = executable
        self.arguments = arguments
        self.environment = environment
        self.workingDirectory = workingDirectory
        self.input = input
        self.ownSession = ownSession
        self.limits = limits
    }
}

extension Command: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The command as a shell would read it, without environment and input.
    public var description: String {
        ([executable] + arguments).map(Self.quoted).joined(separator: " ")
    }

    /// The same as ``description``.
    public var debugDescription: String { description }

    /// The names of the environment without the values, the size of the input without the bytes.
    public var customMirror: Mirror {
        Mirror(
            self,
            children: [
                "command": description,
                "environment": environment.keys.sorted().map { "\($0)=<redacted>" },
                "input": "<\(input.count) bytes>",
            ])
    }

    /// One argument as a POSIX shell would have to be given it.
    static func quoted(_ argument: String) -> String {
        let plain = argument.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "%+,-./:=@_".utf8.contains(byte)
            }
        }
        if plain && !argument.isEmpty { return argument }
        return "'" + argument.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
