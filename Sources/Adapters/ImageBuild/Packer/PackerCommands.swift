import Subprocess

/// The command lines of packer, as values.
struct PackerCommands: Sendable {
    /// Where packer is looked up, and what the provisioners that run on this machine find.
    let path: String
    /// The AWS variables.
    let credentials: [String: String]
    let directory: BuildDirectory
    /// How long a build may take.
    let timeLimit: Duration
    /// How long packer has to clean up when it is stopped.
    let gracePeriod: Duration

    /// Checks the rendered files. Writes its findings on the standard output.
    var validate: Command {
        command(["validate"] + variableFiles + ["."], ProcessLimits(time: .seconds(120), output: 1_000_000))
    }

    /// Never with `-debug`, which waits for a person. It runs in a session of its own, so that a closed terminal can't
    /// end it: packer would leave an instance and a key pair behind.
    var build: Command {
        var command = command(
            ["build", "-machine-readable", "-color=false"] + variableFiles + ["."],
            ProcessLimits(time: timeLimit, output: 1_000_000, overflow: .keepLast, gracePeriod: gracePeriod))
        command.ownSession = true
        return command
    }

    private var variableFiles: [String] { directory.variableFiles.map { "-var-file=\($0)" } }

    private func command(_ arguments: [String], _ limits: ProcessLimits) -> Command {
        let own = [
            "PATH": path, "LANG": "C.UTF-8", "HOME": directory.home, "TMPDIR": directory.temporary,
            "PACKER_CACHE_DIR": "\(directory.home)/cache", "CHECKPOINT_DISABLE": "1",
        ]
        return Command(
            "packer", arguments, environment: credentials.merging(own) { _, own in own },
            workingDirectory: directory.path, limits: limits)
    }
}
