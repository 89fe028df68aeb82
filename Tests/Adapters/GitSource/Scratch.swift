import FoundationEssentials
import Subprocess
import Testing

/// A directory with a real git repository, removed with the last reference.
final class Scratch: Sendable {
    let root: String

    init() throws {
        root = FileManager.default.temporaryDirectory.appending(path: "tend-git-\(UUID().uuidString)").path()
        try FileManager.default.createDirectory(atPath: "\(root)/work", withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    var work: String { "\(root)/work" }

    /// A new repository in `work` with the files given and one commit.
    static func repository(_ files: [String: String]) async throws -> Scratch {
        let scratch = try Scratch()
        try await scratch.git("init", "--quiet", "--initial-branch=main")
        for (name, text) in files { try scratch.write(name, text) }
        try await scratch.commit("first")
        return scratch
    }

    func write(_ name: String, _ text: String) throws {
        let path = "\(work)/\(name)"
        let folder = String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(filePath: path))
    }

    /// Commits everything and gives the commit's id. Times are a day apart, so that they can be told.
    @discardableResult
    func commit(_ message: String, day: Int = 1) async throws -> String {
        try await git("add", "--all")
        let date = "2026-01-0\(day)T12:00:00Z"
        try await git("commit", "--quiet", "--allow-empty", "-m", message, date: date)
        return try await git("rev-parse", "HEAD")
    }

    @discardableResult
    func git(_ arguments: String..., date: String = "2026-01-01T12:00:00Z") async throws -> String {
        try await run("git", arguments, date: date)
    }

    @discardableResult
    func shell(_ script: String) async throws -> String { try await run("sh", ["-c", script]) }

    private func run(
        _ program: String, _ arguments: [String], date: String = "2026-01-01T12:00:00Z"
    ) async throws -> String {
        let result = try await Command(
            program, arguments,
            environment: [
                "PATH": "/usr/bin:/bin", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_AUTHOR_NAME": "Ada",
                "GIT_AUTHOR_EMAIL": "ada@example.com", "GIT_COMMITTER_NAME": "Bob",
                "GIT_COMMITTER_EMAIL": "bob@example.com", "GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date,
                "GIT_ALLOW_PROTOCOL": "file",
            ], workingDirectory: work
        ).run()
        try #require(result.succeeded, "\(program) \(arguments): \(result.standardErrorText)")
        return String(result.standardOutputText.drop { $0.isWhitespace }.prefix { $0 != "\n" })
    }
}
