import FoundationEssentials
import Glibc
import Logging
import Synchronization
import Testing

@Suite struct LoggerTests {
    /// What a logger wrote.
    final class Lines: Sendable {
        private let lines = Mutex<[String]>([])
        var all: [String] { lines.withLock { $0 } }
        var sink: LogSink { LogSink { line in self.lines.withLock { $0.append(line) } } }
    }

    static let time = Date(timeIntervalSince1970: 1_795_255_200.5)

    func written(
        _ format: LogFormat, minimum: LogLevel = .debug, at time: Date = time, _ body: (Logger) -> Void
    ) -> [String] {
        let lines = Lines()
        body(Logger(minimum: minimum, format: format, sink: lines.sink, now: { time }))
        return lines.all
    }

    @Test("a line of text has time, level, message and fields in order")
    func text() {
        let lines = written(.text) {
            $0.with(["environment": "prd"]).notice("released", ["release": "7", "by": "A. Person", "note": ""])
            $0.warning("slow")
        }
        #expect(
            lines == [
                "2026-11-21T10:00:00.500Z notice  released environment=prd release=7 by=\"A. Person\" note=\"\"",
                "2026-11-21T10:00:00.500Z warning slow",
            ])
    }

    @Test("a line of JSON has the same, and no key twice")
    func json() {
        let lines = written(.json) {
            $0.with(["environment": "prd"]).error("failed", ["environment": "tst", "time": "now", "why": "\"no\" \\"])
        }
        #expect(
            lines == [
                #"{"time":"2026-11-21T10:00:00.500Z","level":"error","message":"failed","environment":"prd","#
                    + #""environment_":"tst","time_":"now","why":"\"no\" \\"}"#
            ])
    }

    @Test("nothing from outside can start a line, move the cursor or turn the text")
    func forging() {
        let hostile =
            "a\n2026-11-21T10:00:00.500Z error   gone\r\u{1B}[2J\u{0}\u{9B}\u{85}\u{2028}\u{202E}\u{61C}\u{200F}\u{2067}x\t"
        let text = written(.text) { $0.info(hostile, [hostile: hostile]) }
        let json = written(.json) { $0.info(hostile, [hostile: hostile]) }
        let plain =
            #"a\n2026-11-21T10:00:00.500Z error   gone\r\u{1b}[2J\u{0}\u{9b}\u{85}\u{2028}\u{202e}\u{61c}\u{200f}\u{2067}x\t"#
        #expect(text == ["2026-11-21T10:00:00.500Z info    \(plain) \"\(plain)\"=\"\(plain)\""])
        let quoted =
            #""a\n2026-11-21T10:00:00.500Z error   gone\r\u001b[2J\u0000\u009b\u0085\u2028\u202e\u061c\u200f\u2067x\t""#
        #expect(
            json == [
                #"{"time":"2026-11-21T10:00:00.500Z","level":"info","message":\#(quoted),\#(quoted):\#(quoted)}"#
            ])
    }

    @Test("JSON lines are read back as what was logged")
    func jsonIsJSON() throws {
        let value = "π \"\\/\u{7F}\u{1F680}\r\n\u{2066}\u{FFFD}"
        let line = try #require(written(.json) { $0.info("m", ["v": value]) }.first)
        let object = try JSONDecoder().decode([String: String].self, from: Data(line.utf8))
        #expect(object["v"] == value)
    }

    @Test("a value that looks like another field is quoted")
    func quoting() {
        let lines = written(.text) { $0.info("m", ["a": "x b=y", "c": "\"", "d": "back\\slash", "e": "π"]) }
        #expect(lines == [#"2026-11-21T10:00:00.500Z info    m a="x b=y" c="\"" d="back\\slash" e=π"#])
    }

    @Test("what is below the minimum is dropped")
    func minimum() {
        let lines = written(.text, minimum: .notice) {
            $0.debug("no")
            $0.info("no")
            $0.notice("yes")
        }
        #expect(lines == ["2026-11-21T10:00:00.500Z notice  yes"])
    }

    @Test(
        "times are exact to the millisecond",
        arguments: [
            (0.0, "1970-01-01T00:00:00.000Z"), (1_795_255_200.123, "2026-11-21T10:00:00.123Z"),
            (1_795_255_199.999, "2026-11-21T09:59:59.999Z"), (951_782_400.001, "2000-02-29T00:00:00.001Z"),
            (-0.5, "1969-12-31T23:59:59.500Z"),
        ])
    func times(seconds: Double, expected: String) {
        let lines = written(.text, at: Date(timeIntervalSince1970: seconds)) { $0.info("m") }
        #expect(lines == ["\(expected) info    m"])
    }

    @Test("a time that no calendar has does no harm", arguments: [Double.infinity, -.infinity, .nan, 1e300])
    func absurdTimes(seconds: Double) {
        let lines = written(.text, at: Date(timeIntervalSince1970: seconds)) { $0.info("m") }
        #expect(lines == ["0000-00-00T00:00:00.000Z info    m"])
    }

    @Test("threads that share a descriptor write whole lines, none lost")
    func wholeLines() async throws {
        let path = "/tmp/LoggerTests.\(getpid()).\(UInt64.random(in: 0 ... .max))"
        let descriptor = Glibc.creat(path, 0o600)
        try #require(descriptor >= 0)
        defer {
            close(descriptor)
            unlink(path)
        }
        let log = Logger(format: .text, sink: .descriptor(descriptor), now: { Self.time })
        let filler = String(repeating: "x", count: 5000)
        await withTaskGroup { group in
            for number in 0..<200 {
                group.addTask { log.info("event", ["number": "\(number)", "filler": filler]) }
            }
        }
        let text = try String(decoding: Data(contentsOf: URL(filePath: path)), as: UTF8.self)
        let expected = Set(
            (0..<200).map { "2026-11-21T10:00:00.500Z info    event number=\($0) filler=\(filler)" })
        let lines = text.split(separator: "\n").map(String.init)
        #expect(lines.count == 200)
        #expect(Set(lines) == expected)
    }

    @Test("a descriptor that can't be written to stops nothing")
    func closedDescriptor() {
        Logger(sink: .descriptor(-1)).error("into nothing")
    }

    @Test("levels are found by their names")
    func levels() {
        #expect(LogLevel("warning") == .warning)
        #expect(LogLevel("Warning") == nil)
        #expect(LogLevel.allCases.sorted().map(\.description) == ["debug", "info", "notice", "warning", "error"])
    }
}
