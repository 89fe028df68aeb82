import Crypto
import FoundationEssentials
import Model
import Subprocess
import Testing

@testable import LiveCloud

/// The lines are run as SSM runs them: written to a file, by `sh`.
@Suite struct CommandDocumentTests {
    private static func run(_ lines: [String]) async throws -> ProcessResult {
        try await Command(
            "sh", ["-c", lines.joined(separator: "\n")], environment: ["PATH": "/usr/bin:/bin"],
            limits: ProcessLimits(time: .seconds(20))
        ).run()
    }

    private static func script(
        _ text: String, interpreter: String = "bash", arguments: [String] = [], path: String = "commands/x.sh"
    ) throws -> CommandScript {
        let digest = try #require(ContentDigest(Hex.encode(SHA256.hash(Array(text.utf8)))))
        return CommandScript(
            path: path, content: Array(text.utf8), digest: digest, interpreter: interpreter, arguments: arguments)
    }

    static let nasty = [
        "plain", "", " ", "it's", "''", "'", "\"double\"", "$(touch /tmp/tend-was-here)", "`id`", "${HOME}", "a\nb\n",
        "-n",
        "--help", "*", "~", "\\", "\\n", "!", "#", ";", "&& false", "é 💡", "{{ssm:secret}}", "{{{{", "%s", "\t",
    ]

    @Test("Every argument arrives as one word, whatever is in it", arguments: ["bash", "python3"])
    func arguments(interpreter: String) async throws {
        let text =
            interpreter == "bash"
            ? #"printf '%s\0' "$@""# : "import sys\nfor a in sys.argv[1:]: sys.stdout.write(a + '\\0')"
        let lines = CommandDocument(
            .script(try Self.script(text, interpreter: interpreter, arguments: Self.nasty)), source: nil
        ).lines
        let result = try await Self.run(lines)
        #expect(result.status == .exited(0), "\(result.standardErrorText)")
        #expect(
            result.standardOutputText.split(separator: "\0", omittingEmptySubsequences: false).dropLast().map(
                String.init)
                == Self.nasty)
    }

    @Test("No two opening braces stand together, which SSM would take for one of its parameters")
    func braces() {
        #expect(!ShellWord.quoted("{{ssm:secret}} {{{").contains("{{"))
    }

    @Test("An interpreter may have options, and nothing in it runs by itself")
    func interpreter() async throws {
        let result = try await Self.run(
            CommandDocument(.script(try Self.script("false; echo on", interpreter: "bash -e")), source: nil).lines)
        #expect(result.status == .exited(1))
        let injected = try await Self.run(
            CommandDocument(.script(try Self.script("true", interpreter: "bash;echo injected")), source: nil).lines)
        #expect(injected.status == .exited(127))
        #expect(injected.standardOutputText == "")
    }

    @Test("The script's exit status is the command's, and its umask is the one that SSM gave")
    func status() async throws {
        let result = try await Self.run(
            CommandDocument(.script(try Self.script("umask; exit 7")), source: nil).lines)
        #expect(result.status == .exited(7))
        let plain = try await Self.run(["umask"])
        #expect(result.standardOutputText.hasSuffix(plain.standardOutputText.suffix(4)))
    }

    @Test("The script is in a directory of its own, which goes with it")
    func cleanUp() async throws {
        let result = try await Self.run(
            CommandDocument(.script(try Self.script(#"stat -c '%a' "$(dirname "$0")"; dirname "$0""#)), source: nil)
                .lines)
        let lines = result.standardOutputText.split(separator: "\n")
        #expect(lines.first == "700")
        #expect(!FileManager.default.fileExists(atPath: String(lines.last ?? "/")))
    }

    @Test("Another content than the one that was meant isn't run, and its path can't break the message")
    func wrongDigest() async throws {
        var script = try Self.script("echo ran", path: "commands/it's $(id).sh")
        script.content = Array("echo something else".utf8)
        let result = try await Self.run(CommandDocument(.script(script), source: nil).lines)
        #expect(result.status == .exited(121))
        #expect(result.standardOutputText == "")
        #expect(
            result.standardErrorText
                == "tend: commands/its $(id).sh arrived with another SHA-256 than \(script.digest)\n")
    }

    @Test("A script that can't be fetched isn't run")
    func unreachable() async throws {
        let result = try await Self.run(
            CommandDocument(
                .script(try Self.script("echo ran")), source: .url("http://127.0.0.1:9/x?a='b'&c=$(id)")
            ).lines.map { $0.replacing("--retry 3", with: "--retry 0") })
        #expect(result.status == .exited(120))
        #expect(result.standardOutputText == "")
    }

    @Test("Bytes that are no text arrive as they are")
    func bytes() async throws {
        let bytes = Array("cat \"$0\" | wc -c; exit\n".utf8) + (0...255).map { UInt8($0) }
        let script = CommandScript(
            path: "x", content: bytes, digest: try #require(ContentDigest(Hex.encode(SHA256.hash(bytes)))),
            interpreter: "bash", arguments: [])
        let result = try await Self.run(CommandDocument(.script(script), source: nil).lines)
        #expect(result.standardOutputText == "\(bytes.count)\n")
    }

    @Test("A shell command is one line as it was written")
    func shell() {
        #expect(CommandDocument(.shell("echo \"a\"\necho b"), source: nil).lines == ["echo \"a\"\necho b"])
    }
}
