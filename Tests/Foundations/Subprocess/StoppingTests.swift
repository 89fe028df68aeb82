import Glibc
import Subprocess
import Testing

private func shell(_ script: String, _ limits: ProcessLimits) -> Command {
    Command("sh", ["-c", script], environment: ["PATH": "/usr/bin:/bin"], limits: limits)
}

private func isGone(_ process: Int32) -> Bool { kill(process, 0) == -1 && errno == ESRCH }

@Suite struct StoppingTests {
    @Test("a child over its time is stopped, and the error quotes its last words")
    func timesOut() async throws {
        let command = shell("echo working >&2; exec sleep 60", ProcessLimits(time: .milliseconds(300)))
        let error = await #expect(throws: SubprocessError.self) { try await command.run() }
        #expect(error == .timedOut(command: "sh", after: .milliseconds(300), lastErrorLines: ["working"]))
        #expect(
            error?.description == "sh was stopped: not done after 300 ms; it said last:\n    working")
    }

    @Test("cancelling a task sends SIGTERM to the whole group and reaps the child before the task ends")
    func cancelStopsTheGroup() async throws {
        let (lines, continuation) = AsyncStream.makeStream(of: String.self)
        let command = shell(
            "trap 'echo terminated' TERM; sleep 60 & echo $$ $!; wait; echo after",
            ProcessLimits(gracePeriod: .seconds(30)))
        let task = Task {
            defer { continuation.finish() }
            return try await command.run { continuation.yield($0.text) }
        }
        var seen: [String] = []
        for await line in lines {
            seen.append(line)
            task.cancel()
        }
        await #expect(throws: SubprocessError.cancelled(command: "sh")) { try await task.value }
        #expect(seen.dropFirst() == ["terminated", "after"])
        let processes = try #require(seen.first).split(separator: " ").compactMap { Int32($0) }
        try #require(processes.count == 2)
        #expect(isGone(processes[0]))
        // The background child is init's to reap once it is dead; it can't be running any more.
        #expect(try await state(of: processes[1]) != "S")
    }

    @Test("a child that ignores SIGTERM gets SIGKILL after its grace")
    func killsAfterGrace() async throws {
        let (lines, continuation) = AsyncStream.makeStream(of: String.self)
        let command = shell(
            "trap '' TERM; echo $$; while :; do sleep 60; done", ProcessLimits(gracePeriod: .milliseconds(100)))
        let task = Task {
            defer { continuation.finish() }
            return try await command.run { continuation.yield($0.text) }
        }
        var process: Int32?
        for await line in lines {
            process = Int32(line)
            task.cancel()
        }
        await #expect(throws: SubprocessError.cancelled(command: "sh")) { try await task.value }
        #expect(isGone(try #require(process)))
    }

    @Test("a task that is already cancelled starts nothing")
    func cancelledBeforeStart() async throws {
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await shell("echo started", ProcessLimits()).run()
        }
        await #expect(throws: SubprocessError.cancelled(command: "sh")) { try await task.value }
    }

    @Test("a child that writes without end is stopped")
    func outputTooLarge() async throws {
        let error = await #expect(throws: SubprocessError.self) {
            try await shell("exec yes", ProcessLimits(output: 100_000)).run()
        }
        #expect(error == .outputTooLarge(command: "sh", stream: .standardOutput, limit: 100_000))
        #expect(error?.description == "sh was stopped: more than 100000 bytes on its standard output")
    }

    @Test("output of exactly the limit is allowed, one byte more is not", arguments: [(1000, true), (1001, false)])
    func outputAtTheLimit(count: Int, isAllowed: Bool) async throws {
        let command = shell("head -c \(count) /dev/zero >&2", ProcessLimits(output: 1000))
        if isAllowed {
            #expect(try await command.run().standardError.count == 1000)
        } else {
            await #expect(throws: SubprocessError.outputTooLarge(command: "sh", stream: .standardError, limit: 1000)) {
                try await command.run()
            }
        }
    }

    @Test("when only the last output is asked for, the child goes on and the end is kept")
    func keepsLast() async throws {
        let result = try await shell("seq 1 100000", ProcessLimits(output: 14, overflow: .keepLast)).run()
        #expect(result.succeeded)
        #expect(result.standardOutputText == "\n99999\n100000\n")
    }

    @Test("processor time is limited by the kernel")
    func processorTime() async throws {
        let result = try await shell("while :; do :; done", ProcessLimits(time: .seconds(60), processorSeconds: 1))
            .run()
        #expect(result.status == .signalled(SIGXCPU))
    }

    @Test("address space is limited by the kernel")
    func addressSpace() async throws {
        let command = Command(
            "/usr/bin/python3", ["-I", "-S", "-c", "import time\nx = bytearray(1 << 30)\nprint('had it')"],
            limits: ProcessLimits(addressSpace: 256 << 20))
        let result = try await command.run()
        #expect(result.status == .exited(1))
        #expect(result.lastErrorLines(1) == ["MemoryError"])
    }

    @Test("the size of written files is limited by the kernel")
    func fileSize() async throws {
        let command = shell(
            "f=$(mktemp) && trap 'rm -f $f' EXIT; head -c 1000000 /dev/zero > $f; echo $?",
            ProcessLimits(fileSize: 1000))
        #expect(try await command.run().standardOutputText == "153\n")
    }

    @Test("what a child leaves behind with its streams open doesn't hold the run up")
    func daemonisedGrandchild() async throws {
        let result = try await shell("sleep 20 & echo $!", ProcessLimits(time: .seconds(15))).run()
        #expect(result.succeeded)
        let process = try #require(Int32(result.standardOutputText.dropLast()))
        #expect(kill(process, SIGKILL) == 0)
    }

    private func state(of process: Int32) async throws -> String {
        let result = try await Command("/bin/cat", ["/proc/\(process)/stat"]).run()
        return result.standardOutputText.split(separator: " ").dropFirst(2).first.map(String.init) ?? "gone"
    }
}
