import Glibc
import Subprocess
import Testing

/// What every command here needs and nothing more.
private let plain = ["PATH": "/usr/bin:/bin"]

private func shell(_ script: String, limits: ProcessLimits = ProcessLimits(), input: [UInt8] = []) -> Command {
    Command("sh", ["-c", script], environment: plain, input: input, limits: limits)
}

@Suite struct CommandRunTests {
    @Test("a command's output, errors and exit status come back")
    func collectsOutput() async throws {
        let result = try await shell("echo out; echo err >&2; exit 3").run()
        #expect(result.status == .exited(3))
        #expect(result.standardOutputText == "out\n")
        #expect(result.standardErrorText == "err\n")
        #expect(result.succeeded == false)
        #expect(result.elapsed > .zero)
    }

    @Test("a child that a signal ends is told from one that exits")
    func signalled() async throws {
        #expect(try await shell("kill -9 $$").run().status == .signalled(9))
    }

    @Test("the environment is exactly what was given")
    func environmentIsExact() async throws {
        setenv("TEND_TEST_LEAK", "1", 1)
        let result = try await Command("/usr/bin/env", environment: ["A": "1", "B": "x y=z"]).run()
        #expect(Set(result.standardOutputText.split(separator: "\n")) == ["A=1", "B=x y=z"])
    }

    @Test("arguments reach the child one by one, whatever is in them")
    func argumentsAreVerbatim() async throws {
        let odd = ["", "a b", "$(id)", "'\"", "line\nbreak", "æøå"]
        let result = try await Command("/usr/bin/printf", ["%s|"] + odd).run()
        #expect(result.standardOutputText == odd.map { $0 + "|" }.joined())
    }

    @Test("the child starts in the working directory")
    func workingDirectory() async throws {
        let result = try await Command("/bin/pwd", environment: [:], workingDirectory: "/usr/lib").run()
        #expect(result.standardOutputText == "/usr/lib\n")
    }

    @Test("without input the child reads an end of file")
    func noInput() async throws {
        #expect(try await shell("cat; echo done").run().standardOutputText == "done\n")
    }

    @Test("megabytes in and out at once don't hang")
    func largeBothWays() async throws {
        let input = [UInt8](repeating: 65, count: 5_000_000)
        let result = try await shell("tee /dev/stderr", input: input).run()
        #expect(result.standardOutput == input)
        #expect(result.standardError == input)
    }

    @Test("a child that doesn't read its input is no error")
    func unreadInput() async throws {
        let result = try await shell("echo ok", input: [UInt8](repeating: 65, count: 5_000_000)).run()
        #expect(result.succeeded)
        #expect(result.standardOutputText == "ok\n")
    }

    @Test("the child gets descriptors 0, 1 and 2 and no other")
    func onlyThreeDescriptors() async throws {
        let inherited = open("/dev/null", O_RDONLY)
        defer { close(inherited) }
        let result = try await Command("/bin/ls", ["/proc/self/fd"], input: [1]).run()
        // The fourth is ls's own, of the directory that it lists.
        #expect(result.standardOutputText.split(separator: "\n") == ["0", "1", "2", "3"])
    }

    @Test("signals are at their defaults in the child and none is blocked")
    func signalsAreReset() async throws {
        let result = try await Command("/bin/grep", ["-E", "^Sig(Blk|Ign)", "/proc/self/status"]).run()
        let masks = result.standardOutputText.split { $0 == "\n" || $0 == "\t" }.compactMap { UInt64($0, radix: 16) }
        // 32 and 33 are glibc's own, which no program can set.
        #expect(masks.map { $0 & ~(0b11 << 31) } == [0, 0])
    }

    @Test("the child leads a process group, and a session when it is asked for")
    func groupAndSession() async throws {
        let script = "cut -d' ' -f1,5,6 /proc/$$/stat; :"
        let grouped = try await shell(script).run().standardOutputText.split { $0 == " " || $0 == "\n" }
        try #require(grouped.count == 3)
        #expect(grouped[0] == grouped[1])
        #expect(grouped[0] != grouped[2])
        var command = shell(script)
        command.ownSession = true
        let alone = try await command.run().standardOutputText.split { $0 == " " || $0 == "\n" }
        try #require(alone.count == 3)
        #expect(Set(alone).count == 1)
    }

    @Test("lines come while the child runs, from both streams, the last without a line end")
    func streamsLines() async throws {
        let (lines, continuation) = AsyncStream.makeStream(of: OutputLine.self)
        let result = try await shell("echo one; echo two >&2; printf 'thr\\r\\nfour'").run { continuation.yield($0) }
        continuation.finish()
        var seen: [OutputLine] = []
        for await line in lines { seen.append(line) }
        #expect(seen.filter { $0.stream == .standardOutput }.map(\.text) == ["one", "thr", "four"])
        #expect(seen.filter { $0.stream == .standardError }.map(\.text) == ["two"])
        #expect(result.standardOutputText == "one\nthr\r\nfour")
    }

    @Test("many children at once all come back")
    func manyAtOnce() async throws {
        let sum = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 1...50 {
                group.addTask { Int(try await shell("printf \(number)").run().standardOutputText) ?? 0 }
            }
            return try await group.reduce(0, +)
        }
        #expect(sum == 1275)
    }

    @Test("a hundred runs leave no descriptor open")
    func noDescriptorLeaks() async throws {
        func count() async throws -> Int {
            try await Command("/bin/ls", ["/proc/\(getpid())/fd"]).run().standardOutputText.split(separator: "\n").count
        }
        let before = try await count()
        for _ in 0..<100 { _ = try await shell("cat", input: [65]).run() }
        // Other tests run in this process at the same time, so the number is not exact; a leak would be a hundred.
        #expect(try await count() < before + 60)
    }
}
