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
    /// end it: packer would leave an instance and a key pair behind. So that a tend that is killed can't either, a guard
    /// stands between the two.
    var build: Command {
        let packer = ["packer", "build", "-machine-readable", "-color=false"] + variableFiles + ["."]
        return command(
            ["--pdeathsig", "USR1", "bash", "-c", Self.guarding, "packer's guard"] + packer,
            ProcessLimits(time: timeLimit, output: 1_000_000, overflow: .keepLast, gracePeriod: gracePeriod),
            of: "setpriv", ownSession: true)
    }

    /// Runs packer and hands its output on. The kernel sends USR1 when tend has died: packer is then told to clean up, and
    /// `tee` goes on taking its output, which nobody reads any more and without which packer would die in the middle of it.
    /// TERM comes to the whole group, so packer has it already.
    private static let guarding = """
        trap : TERM
        exec 3> >(trap '' TERM PIPE; exec tee -p /dev/null) 4> >(trap '' TERM PIPE; exec tee -p /dev/null >&2)
        "$@" >&3 2>&4 3>&- 4>&- &
        packer=$!
        trap 'kill -TERM "$packer"' USR1
        wait "$packer"; status=$?
        while kill -0 "$packer" 2>/dev/null; do wait "$packer"; status=$?; done
        exec 3>&- 4>&-
        wait
        # A packer that was killed could not clean up; who reads our end must see that.
        ((status > 128)) && trap - TERM USR1 && kill -$((status - 128)) $$
        exit "$status"
        """

    private var variableFiles: [String] { directory.variableFiles.map { "-var-file=\($0)" } }

    private func command(
        _ arguments: [String], _ limits: ProcessLimits, of executable: String = "packer", ownSession: Bool = false
    ) -> Command {
        let own = [
            "PATH": path, "LANG": "C.UTF-8", "HOME": directory.home, "TMPDIR": directory.temporary,
            "PACKER_CACHE_DIR": "\(directory.home)/cache", "CHECKPOINT_DISABLE": "1",
        ]
        return Command(
            executable, arguments, environment: credentials.merging(own) { _, own in own },
            workingDirectory: directory.path, ownSession: ownSession, limits: limits)
    }
}
