import DesiredState
import FoundationEssentials
import Model
import Subprocess

/// A repository on this machine, read through the real git without ever checking anything out.
///
///     let head = try await repository.resolve("HEAD")
///     let tree = try await repository.tree(at: head, below: "desired-state")
public struct GitRepository: Sendable {
    /// The repository: a bare one, or the root or any folder of a working tree.
    public let directory: String
    let git: GitProgram

    /// A repository at a path. Nothing is read yet.
    public init(directory: String, git: GitProgram = GitProgram()) {
        self.directory = directory
        self.git = git
    }

    /// The commit that a branch, a tag, `HEAD` or an abbreviated id stands for.
    public func resolve(_ revision: String) async throws(GitError) -> CommitID {
        let result = try await git.run(
            git.command(
                ["rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"], in: directory,
                limits: .quick))
        guard result.succeeded, let id = CommitID(line(result.standardOutput)) else {
            // Quiet about an unknown name, but not about a directory that is no repository.
            let lines = result.lastErrorLines()
            if result.status == .exited(128), lines.contains(where: { $0.hasPrefix("fatal: not a git") }) {
                throw .unreadable(path: directory, reason: "it is no git repository")
            }
            if lines.contains(where: { $0.contains("dubious ownership") }) {
                throw .unreadable(path: directory, reason: "the repository belongs to another user")
            }
            throw .unknownRevision(revision)
        }
        return id
    }

    /// What a commit says about itself.
    public func facts(of commit: CommitID) async throws(GitError) -> CommitFacts {
        let output = try await git.output(
            ["log", "-1", "--no-mailmap", "--format=%H%x00%an <%ae>%x00%ct%x00%s", "--end-of-options", commit.text],
            in: directory)
        let fields = line(output).split(separator: "\0", omittingEmptySubsequences: false).map(String.init)
        guard fields.count == 4, let id = CommitID(fields[0]), let seconds = Int(fields[2]) else {
            throw .unexpected(what: "git log of \(commit.short)")
        }
        return CommitFacts(
            id: id, author: fields[1], committedAt: Date(timeIntervalSince1970: TimeInterval(seconds)),
            subject: fields[3])
    }

    /// Whether a commit is in the history of another; a commit is in its own.
    public func isAncestor(_ older: CommitID, of newer: CommitID) async throws(GitError) -> Bool {
        let arguments = ["merge-base", "--is-ancestor", older.text, newer.text]
        let result = try await git.run(git.command(arguments, in: directory, limits: .quick))
        switch result.status {
        case .exited(0): return true
        case .exited(1): return false
        default: throw git.failure(arguments, result)
        }
    }

    /// When the commit that last touched each file was made, for files below a folder, seen from a commit. A file that no
    /// commit touched is left out. Costs a walk through the history a file.
    public func touched(
        _ paths: [String], below folder: String, at commit: CommitID
    ) async throws(GitError) -> [String: Date] {
        var times: [String: Date] = [:]
        let root = try await root()
        for path in paths {
            let full = folder.isEmpty ? path : "\(folder)/\(path)"
            let output = try await git.output(
                ["log", "-1", "--format=%ct", "--end-of-options", commit.text, "--", full], in: root)
            if let seconds = Int(line(output)) { times[path] = Date(timeIntervalSince1970: TimeInterval(seconds)) }
        }
        return times
    }

    /// The root of the working tree, from which paths count; a bare repository is its own.
    func root() async throws(GitError) -> String {
        let arguments = ["rev-parse", "--show-toplevel"]
        let result = try await git.run(git.command(arguments, in: directory, limits: .quick))
        return result.succeeded ? line(result.standardOutput) : directory
    }

    /// An output of one line.
    func line(_ output: [UInt8]) -> String {
        String(decoding: output.last == UInt8(ascii: "\n") ? output.dropLast() : output[...], as: UTF8.self)
    }
}
