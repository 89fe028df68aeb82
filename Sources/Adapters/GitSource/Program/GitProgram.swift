import Subprocess

/// The real git, run so that nothing in a repository, in a home directory or in an inherited environment can make it run
/// another program or ask a question.
public struct GitProgram: Sendable {
    private let path: String
    private let extra: [String: String]

    /// Git as found on a `PATH`.
    /// - Parameters:
    ///   - path: The `PATH` on which git, ssh and credential helpers are looked up.
    ///   - environment: Variables that the transport needs, such as `SSH_AUTH_SOCK` or `GIT_SSH_COMMAND`. They win.
    public init(
        path: String = "/usr/local/bin:/usr/bin:/bin", environment: [String: String] = [:]
    ) {
        self.path = path
        self.extra = environment
    }

    /// Settings of every run. They stand above those of the repository.
    private static let settings = [
        ("core.hooksPath", "/dev/null"), ("core.fsmonitor", "false"), ("core.attributesFile", "/dev/null"),
        ("core.askPass", "/bin/false"), ("core.pager", "cat"), ("submodule.recurse", "false"),
        ("fetch.recurseSubmodules", "false"), ("fetch.writeCommitGraph", "false"), ("gc.auto", "0"),
        ("maintenance.auto", "false"), ("log.showSignature", "false"), ("filter.lfs.smudge", ""),
        ("filter.lfs.process", ""), ("filter.lfs.required", "false"), ("advice.detachedHead", "false"),
    ]

    /// One run of git as a value.
    /// - Parameters:
    ///   - directory: Where it runs.
    ///   - settings: More settings, for this run. They go by the environment, where other users can't see them.
    ///   - protocols: The transports that this run may use; none by default.
    func command(
        _ arguments: [String], in directory: String, input: [UInt8] = [], settings: [(String, String)] = [],
        protocols: [GitTransport] = [], limits: ProcessLimits
    ) -> Command {
        var environment = [
            "PATH": path, "LANG": "C", "LC_ALL": "C", "HOME": "/nonexistent", "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_ATTR_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0",
            "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_REPLACE_OBJECTS": "1", "GIT_LFS_SKIP_SMUDGE": "1",
            "GIT_LITERAL_PATHSPECS": "1", "GIT_PROTOCOL_FROM_USER": "0",
            "GIT_SSH_COMMAND": "ssh -oBatchMode=yes -oConnectTimeout=15", "GIT_HTTP_LOW_SPEED_LIMIT": "1000",
            "GIT_HTTP_LOW_SPEED_TIME": "30",
            // An empty list would mean every transport.
            "GIT_ALLOW_PROTOCOL": protocols.isEmpty ? "none" : protocols.map(\.rawValue).joined(separator: ":"),
        ]
        let all = Self.settings + settings
        environment["GIT_CONFIG_COUNT"] = "\(all.count)"
        for (index, setting) in all.enumerated() {
            environment["GIT_CONFIG_KEY_\(index)"] = setting.0
            environment["GIT_CONFIG_VALUE_\(index)"] = setting.1
        }
        return Command(
            "git", arguments, environment: environment.merging(extra) { _, extra in extra },
            workingDirectory: directory, input: input, ownSession: true, limits: limits)
    }

    /// Runs git and gives its standard output; a status other than 0 is an error.
    func output(
        _ arguments: [String], in directory: String, input: [UInt8] = [], limits: ProcessLimits = .quick
    ) async throws(GitError) -> [UInt8] {
        let result = try await run(command(arguments, in: directory, input: input, limits: limits))
        guard result.succeeded else { throw failure(arguments, result) }
        return result.standardOutput
    }

    /// Runs git; any exit status is for the caller to judge.
    func run(_ command: Command) async throws(GitError) -> ProcessResult {
        do {
            return try await command.run()
        } catch {
            throw .notRun(error)
        }
    }

    /// What git said, as an error.
    func failure(_ arguments: [String], _ result: ProcessResult) -> GitError {
        .failed(what: arguments.first ?? "", status: result.status, lines: result.lastErrorLines(4))
    }
}

extension ProcessLimits {
    /// For what git does without a network.
    static let quick = ProcessLimits(time: .seconds(60), output: 64 << 20)
}
