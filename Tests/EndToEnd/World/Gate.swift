import FoundationEssentials
import Subprocess
import Testing

/// A place in a script at which it waits until the test lets it go on: the test knows then what is under way.
struct Gate: Sendable {
    let directory: String

    /// Whether the script has come there, for the n-th time.
    func isReached(_ time: Int) -> Bool { FileManager.default.fileExists(atPath: "\(directory)/reached-\(time)") }

    /// Lets the script go on that came there as the n-th.
    func open(_ time: Int) throws {
        try "".write(toFile: "\(directory)/open-\(time)", atomically: true, encoding: .utf8)
    }
}

extension World {
    /// Puts a gate at the beginning of a script of the desired state. Each time the script comes there it takes the next
    /// number, and waits for at most a minute.
    func gate(_ script: String, in folder: String) throws -> Gate {
        let gate = Gate(directory: "\(directory)/gate-\(script)")
        try FileManager.default.createDirectory(atPath: gate.directory, withIntermediateDirectories: true)
        let wait = """
            #!/usr/bin/env bash
            turn=1
            until mkdir '\(gate.directory)/turn-'$turn 2>/dev/null; do turn=$((turn + 1)); done
            touch '\(gate.directory)/reached-'$turn
            for ((i = 0; i < 1200; i++)); do
                [[ -e '\(gate.directory)/open-'$turn ]] && break
                sleep 0.05
            done

            """
        try replace("#!/usr/bin/env bash\n", with: wait, in: "\(folder)/\(script)")
        return gate
    }

    /// Whether mounting is allowed here.
    static var isRoot: Bool { ProcessInfo.processInfo.userName == "root" }

    /// Runs a shell line.
    func shell(_ line: String) async throws {
        let result = try await Command(
            "/bin/bash", ["-c", line], environment: variables, limits: ProcessLimits(time: .seconds(30))
        ).run()
        let hasSucceeded = result.succeeded
        try #require(hasSucceeded, "\(line): \(result.standardErrorText)")
    }
}
