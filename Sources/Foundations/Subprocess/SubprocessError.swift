/// Why a child could not be started, or was stopped. A child that ran to its end is no error, whatever its status.
public enum SubprocessError: Error, Sendable, Hashable, CustomStringConvertible {
    /// No such program. `searched` is the `PATH` it was looked up on; `nil` where an absolute path was given.
    case notFound(executable: String, searched: String?)
    /// A relative path: it would mean another program in another directory.
    case notAbsolute(executable: String)
    /// There is a file, but it may not be executed.
    case notExecutable(path: String)
    /// The working directory is missing or is no directory.
    case noWorkingDirectory(path: String)
    /// An argument or a variable that no process can be given, such as one with a NUL byte.
    case invalid(command: String, what: String)
    /// The system refused: no memory, too many processes or descriptors, not a program.
    case spawnFailed(command: String, reason: String)
    /// It took longer than it may; it was stopped and is gone.
    case timedOut(command: String, after: Duration, lastErrorLines: [String])
    /// It wrote more than it may; it was stopped and is gone.
    case outputTooLarge(command: String, stream: OutputStream, limit: Int)
    /// The task that ran it was cancelled; it was stopped and is gone.
    case cancelled(command: String)

    /// What happened and what can be done.
    public var description: String {
        switch self {
        case .notFound(let executable, .some(let searched)):
            searched.isEmpty
                ? "can't run \(executable): the command has no PATH to look it up on"
                : "can't run \(executable): not found in \(searched); install it or add its directory to PATH"
        case .notFound(let executable, .none):
            "can't run \(executable): there is no such file"
        case .notAbsolute(let executable):
            "can't run \(executable): give a name to look up on PATH or an absolute path"
        case .notExecutable(let path):
            "can't run \(path): it is not an executable file"
        case .noWorkingDirectory(let path):
            "can't start in \(path): there is no such directory"
        case .invalid(let command, let what):
            "can't run \(command): \(what)"
        case .spawnFailed(let command, let reason):
            "can't run \(command): \(reason)"
        case .timedOut(let command, let limit, let lines):
            "\(command) was stopped: not done after \(Self.text(limit))"
                + (lines.isEmpty ? "" : "; it said last:\n" + lines.map { "    \($0)" }.joined(separator: "\n"))
        case .outputTooLarge(let command, let stream, let limit):
            "\(command) was stopped: more than \(limit) bytes on its \(stream)"
        case .cancelled(let command):
            "\(command) was stopped: cancelled"
        }
    }

    /// `90 s`, `1.5 s`, `250 ms`.
    private static func text(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        let milliseconds = attoseconds / 1_000_000_000_000_000
        if milliseconds == 0 { return "\(seconds) s" }
        if seconds == 0 { return "\(milliseconds) ms" }
        let fraction = String(String(1000 + milliseconds).dropFirst())
        return "\(seconds).\(fraction.prefix(through: fraction.lastIndex { $0 != "0" } ?? fraction.startIndex)) s"
    }
}
