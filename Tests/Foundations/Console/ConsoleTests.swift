import Console
import FoundationEssentials
import Glibc
import Subprocess
import Testing

/// Standard streams belong to a process, so each test runs this test program again as a child and looks at what comes out of
/// it. What the child does is told by a variable and stands in `ConsoleChild`.
@Suite struct ConsoleTests {
    /// Runs a child below bash, which knows it as `"${child[@]}"`.
    private static func bash(_ script: String, role: String, input: String = "") async throws -> ProcessResult {
        try await Command(
            "bash",
            [
                "-c", "child=(\"$0\" --testing-library swift-testing --filter ConsoleChild)\n\(script)",
                CommandLine.arguments.first ?? "",
            ],
            environment: [
                "PATH": "/usr/bin:/bin", Role.variable: role,
                "LD_LIBRARY_PATH": ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"] ?? "",
            ], input: Array(input.utf8), limits: ProcessLimits(time: .seconds(60), output: 32 << 20)
        ).run()
    }

    @Test("A reader that went away doesn't end the writer")
    func closedReader() async throws {
        let result = try await Self.bash(
            #"{ "${child[@]}" 2>&3; echo "status $?" >&3; } 3>&2 | true"#, role: "survive")
        #expect(result.standardErrorText.contains("survived\n"))
        #expect(result.standardErrorText.hasSuffix("status 0\n"))
    }

    @Test("Children of a process that survives closed readers don't survive them themselves")
    func children() async throws {
        let result = try await Self.bash(#""${child[@]}""#, role: "spawn")
        #expect(result.standardErrorText.contains("the child ended with signal \(SIGPIPE)\n"), "\(result)")
    }

    @Test("A pipe that somebody has made non-blocking gets everything, however slow its reader")
    func nonBlocking() async throws {
        let result = try await Self.bash(#""${child[@]}" | tr -dc '#' | wc -c"#, role: "flood")
        #expect(result.standardOutputText == "\(Role.flood)\n")
    }

    @Test("A question goes to standard error, and the answer comes without its line end")
    func ask() async throws {
        let result = try await Self.bash(#""${child[@]}""#, role: "ask", input: "yes\nno\n")
        #expect(result.standardErrorText.contains("Do this? answer: yes\n"))
        let end = try await Self.bash(#""${child[@]}""#, role: "ask")
        #expect(end.standardErrorText.contains("Do this? answer: none\n"))
    }

    @Test("A pipe is no terminal, and nobody can be asked there")
    func noTerminal() async throws {
        let result = try await Self.bash(#""${child[@]}" | cat"#, role: "terminal")
        #expect(result.standardErrorText.contains("terminal false, columns 80, ask false\n"))
    }

    @Test("The process ends with the status that it is given")
    func end() async throws {
        #expect(try await Self.bash(#""${child[@]}""#, role: "end").status == .exited(7))
    }
}

/// What the child is told to do.
private enum Role {
    static let variable = "TEND_CONSOLE_CHILD"
    static let current = ProcessInfo.processInfo.environment[variable]
    /// How many `#` the child floods its output with.
    static let flood = 4_000_000
}

/// What the child does.
@Suite(.enabled(if: Role.current != nil, "it runs as a child of ConsoleTests")) struct ConsoleChild {
    @Test("What the variable says")
    func act() async throws {
        switch Role.current {
        case "survive":
            Console.surviveClosedReaders()
            for _ in 0..<100 { Console.output.write(String(repeating: "x", count: 65_536)) }
            Console.error.writeLine("survived")
        case "spawn":
            Console.surviveClosedReaders()
            let result = try await Command(
                "bash", ["-c", "kill -PIPE $$; sleep 10"], environment: ["PATH": "/usr/bin:/bin"]
            ).run()
            Console.error.writeLine("the child ended with \(result.status)")
        case "flood":
            _ = fcntl(STDOUT_FILENO, F_SETFL, fcntl(STDOUT_FILENO, F_GETFL) | O_NONBLOCK)
            Console.output.write(String(repeating: "#", count: Role.flood))
            // What the test library writes afterwards is not meant to meet a full pipe.
            _ = fcntl(STDOUT_FILENO, F_SETFL, fcntl(STDOUT_FILENO, F_GETFL) & ~O_NONBLOCK)
        case "ask":
            let answer = Console.ask("Do this? ")
            Console.error.writeLine("answer: \(answer ?? "none")")
        case "terminal":
            Console.error.writeLine(
                "terminal \(Console.output.isTerminal), columns \(Console.output.columns), ask \(Console.canAsk)")
        case "end": Console.end(7)
        default: Issue.record("no such role")
        }
    }
}
