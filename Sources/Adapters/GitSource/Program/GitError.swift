import Model
import Subprocess

/// Why something could not be read from git.
public enum GitError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Git could not be run, took too long, or was stopped.
    case notRun(SubprocessError)
    /// Git said no.
    case failed(what: String, status: ProcessResult.Status, lines: [String])
    /// The repository could not be fetched; the address without its password.
    case unreachable(address: String, reason: String)
    /// An address that tend doesn't fetch from.
    case refusedAddress(String)
    /// No such branch at the address.
    case noBranch(String, address: String)
    /// No such commit, branch or tag.
    case unknownRevision(String)
    /// The commit has nothing at this path.
    case noSuchPath(String, CommitID)
    /// More than a desired state can be.
    case tooLarge(String)
    /// A directory that can't be read.
    case unreadable(path: String, reason: String)
    /// An answer of git that makes no sense.
    case unexpected(what: String)

    /// Whether the same may succeed later without anybody doing anything.
    public var isPassing: Bool {
        switch self {
        case .unreachable: true
        case .notRun(.timedOut), .notRun(.spawnFailed): true
        default: false
        }
    }

    /// What happened and what can be done.
    public var description: String {
        switch self {
        case .notRun(let error): "\(error)"
        case .failed(let what, let status, let lines):
            "git \(what) failed (\(status))" + (lines.isEmpty ? "" : ": " + lines.joined(separator: "; "))
        case .unreachable(let address, let reason): "can't fetch from \(address): \(reason)"
        case .refusedAddress(let address):
            "'\(address)' is no address to fetch from: give https://…, ssh://…, user@host:path or an absolute path"
        case .noBranch(let branch, let address): "there is no branch '\(branch)' at \(address)"
        case .unknownRevision(let name): "'\(name)' is no commit, branch or tag here"
        case .noSuchPath(let path, let commit): "there is no folder '\(path)' in commit \(commit.short)"
        case .tooLarge(let what): "the files are too large for a desired state: \(what)"
        case .unreadable(let path, let reason): "can't read \(path): \(reason)"
        case .unexpected(let what): "git answered something unexpected: \(what)"
        }
    }
}
