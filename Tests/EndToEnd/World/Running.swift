import FoundationEssentials
import Subprocess
import Synchronization
import Testing

/// A `tend` that runs while the test does something else.
final class Running: Sendable {
    private let pidFile: String
    private let task: Task<ProcessResult, any Error>

    /// Starts it. A shell writes its process id down and becomes it, so that a signal reaches it and nothing else.
    init(_ command: Command, pidFile: String) {
        var wrapped = command
        wrapped.executable = "/bin/bash"
        wrapped.arguments = ["-c", "echo $$ >\"$0\" && exec \"$@\"", pidFile, command.executable] + command.arguments
        self.pidFile = pidFile
        let seen = Seen()
        self.seen = seen
        task = Task { [wrapped] in try await wrapped.run { seen.take($0.text) } }
    }

    private let seen: Seen

    private final class Seen: Sendable {
        let lines = Mutex<[String]>([])
        func take(_ line: String) { lines.withLock { $0.append(line) } }
    }

    /// Everything that it wrote until now, on both streams.
    var written: [String] { seen.lines.withLock { $0 } }

    /// How often it wrote a text.
    func count(of text: String) -> Int { written.count { $0.contains(text) } }

    /// Sends it a signal, such as `KILL`.
    func signal(_ name: String) async throws {
        let pid = try #require(Int(try String(contentsOfFile: pidFile, encoding: .utf8).prefix { $0.isNumber }))
        _ = try await Command("/bin/bash", ["-c", "kill -\(name) \(pid)"]).run()
    }

    /// Kills it as nothing can prevent, and waits until it is gone.
    func kill() async throws {
        try await signal("KILL")
        let status = try await end().status
        #expect(status == .signalled(9), "it had ended before it was killed: \(written.suffix(5))")
    }

    /// Waits for its end.
    func end() async throws -> ProcessResult { try await task.value }

    /// Ends it, whatever it does: for tests that failed.
    func abandon() async {
        task.cancel()
        _ = await task.result
    }
}

/// What a world has started and must not outlive it.
final class RunningProcesses: Sendable {
    private let processes = Mutex<[Running]>([])

    func add(_ process: Running) { processes.withLock { $0.append(process) } }

    func endAll() async {
        for process in processes.withLock({ $0 }) { await process.abandon() }
    }
}
