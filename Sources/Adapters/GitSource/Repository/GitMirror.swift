import Files
import FoundationEssentials
import Model
import Subprocess

/// A bare repository of tend's own that follows one branch somewhere else.
///
///     let mirror = try GitMirror(address: "https://example.com/infra.git", directory: "/var/lib/tend/git")
///     let head = try await mirror.fetch(branch: "main")
///     let tree = try await mirror.repository.tree(at: head, below: "desired-state")
///
/// Only the transport of the address itself is allowed. Commits stay readable after the branch was rewound, until the
/// directory is removed.
public struct GitMirror: Sendable {
    /// The repository that holds what was fetched.
    public let repository: GitRepository
    /// The address without its password, for messages.
    public var shownAddress: String { GitSource.shownAddress(address) }

    /// A larger pack is not taken over: git ends with a signal.
    private static let largestPack = 4 << 30

    private let address: String
    private let transport: GitTransport
    private let timeLimit: Duration

    /// A mirror.
    /// - Parameters:
    ///   - address: `https://…`, `ssh://…`, `user@host:path`, `file://…` or an absolute path.
    ///   - directory: Where the bare repository is; made by the first fetch. Its parent is made too.
    ///   - timeLimit: How long one fetch may take.
    public init(
        address: String, directory: String, git: GitProgram = GitProgram(), timeLimit: Duration = .seconds(300)
    ) throws(GitError) {
        guard let transport = GitTransport(address: address) else {
            throw .refusedAddress(GitSource.shownAddress(address))
        }
        self.address = address
        self.transport = transport
        self.timeLimit = timeLimit
        repository = GitRepository(directory: directory, git: git)
    }

    /// Brings the branch up to date, also when it was rewound, and gives its newest commit.
    public func fetch(branch: String) async throws(GitError) -> CommitID {
        try await prepare()
        let git = repository.git
        let reference = "refs/heads/\(branch)"
        // What git itself refuses as the name of a branch, and what would be an option or a pattern.
        let name = try await git.run(
            git.command(["check-ref-format", reference], in: repository.directory, limits: .quick))
        guard name.succeeded else { throw .noBranch(branch, address: shownAddress) }
        let ours = "refs/tend/\(branch)"
        let result = try await git.run(
            git.command(
                [
                    "fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head",
                    "--no-auto-maintenance", "tend", "+\(reference):\(ours)",
                ],
                in: repository.directory, settings: [("remote.tend.url", address)], protocols: [transport],
                limits: ProcessLimits(
                    time: timeLimit, output: 1_000_000, gracePeriod: .seconds(10), fileSize: Self.largestPack)))
        guard result.succeeded else { throw failure(branch, result) }
        return try await repository.resolve(ours)
    }

    private func prepare() async throws(GitError) {
        let directory = repository.directory
        if FileManager.default.fileExists(atPath: "\(directory)/HEAD") { return }
        do {
            try FileManager.default.createDirectory(
                atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .unreadable(path: directory, reason: FileTrouble.reason(error))
        }
        // Without templates, so that no sample hook is there either.
        _ = try await repository.git.output(
            ["init", "--quiet", "--bare", "--template=", "--initial-branch=unused", "."], in: directory)
    }

    private func failure(_ branch: String, _ result: ProcessResult) -> GitError {
        let lines = result.lastErrorLines(4).map { $0.split(separator: address).joined(separator: shownAddress) }
        if lines.contains(where: { $0.contains("couldn't find remote ref") }) {
            return .noBranch(branch, address: shownAddress)
        }
        let reason = lines.isEmpty ? "\(result.status)" : lines.joined(separator: "; ")
        return .unreachable(address: shownAddress, reason: reason)
    }
}
