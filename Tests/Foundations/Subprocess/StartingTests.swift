import Subprocess
import Testing

@Suite struct StartingTests {
    @Test(
        "what can't be started is named exactly",
        arguments: [
            (
                Command("no-such-program", environment: ["PATH": "/usr/bin:/bin"]),
                "can't run no-such-program: not found in /usr/bin:/bin; install it or add its directory to PATH"
            ),
            (Command("git"), "can't run git: the command has no PATH to look it up on"),
            (Command("/no/such/program"), "can't run /no/such/program: there is no such file"),
            (
                Command("bin/git", environment: ["PATH": "/usr"]),
                "can't run bin/git: give a name to look up on PATH or an absolute path"
            ),
            (Command("/etc/passwd"), "can't run /etc/passwd: it is not an executable file"),
            (Command("/etc"), "can't run /etc: it is not an executable file"),
            (
                Command("passwd", environment: ["PATH": "/no:/etc"]),
                "can't run /etc/passwd: it is not an executable file"
            ),
            (
                Command("/bin/true", workingDirectory: "/no/such"),
                "can't start in /no/such: there is no such directory"
            ),
            (
                Command("/bin/true", workingDirectory: "/etc/passwd"),
                "can't start in /etc/passwd: there is no such directory"
            ),
            (Command("/bin/true", ["a\0b"]), "can't run true: an argument contains a NUL byte"),
            (
                Command("/bin/true", environment: ["A=B": "x"]),
                "can't run true: the variable 'A=B' is not one that an environment can hold"
            ),
        ])
    func errors(command: Command, message: String) async throws {
        let error = await #expect(throws: SubprocessError.self) { try await command.run() }
        #expect(error?.description == message)
    }

    @Test("the PATH of the given environment decides, and its relative entries are skipped")
    func looksUpOnGivenPath() async throws {
        let command = Command("true", environment: ["PATH": ".::bin:/bin"], workingDirectory: "/usr")
        #expect(try await command.run().succeeded)
    }

    @Test("a file that is no program is an error of the start")
    func notAProgram() async throws {
        let setup = Command(
            "sh", ["-c", "f=$(mktemp) && chmod +x $f && printf junk > $f && echo $f"],
            environment: ["PATH": "/usr/bin:/bin"])
        let path = String(try await setup.run().standardOutputText.dropLast())
        let error = await #expect(throws: SubprocessError.self) { try await Command(path).run() }
        let name = String(path.split(separator: "/").last ?? "")
        #expect(error?.description == "can't run \(name): Exec format error")
        _ = try await Command("/bin/rm", [path]).run()
    }

    @Test("a printed command shows neither environment nor input")
    func descriptionIsSafe() {
        let command = Command(
            "packer", ["build", "it's", ""], environment: ["AWS_SECRET_ACCESS_KEY": "hunter2"],
            input: Array("hunter2".utf8))
        #expect(command.description == #"packer build 'it'\''s' ''"#)
        var dumped = "\(command) \(String(reflecting: command)) \([command])"
        dump(command, to: &dumped)
        #expect(!dumped.contains("hunter2"))
        #expect(dumped.contains("AWS_SECRET_ACCESS_KEY=<redacted>"))
    }

    @Test(
        "the last lines skip blank ones and keep their order",
        arguments: [("a\n\nb\r\n  \nc", 2, ["b", "c"]), ("", 3, []), ("only", 3, ["only"])])
    func lastLines(text: String, count: Int, expected: [String]) {
        let result = ProcessResult(status: .exited(1), standardError: Array(text.utf8))
        #expect(result.lastErrorLines(count) == expected)
    }
}
