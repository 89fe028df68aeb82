import FoundationEssentials
import Testing
import YAML

@testable import DesiredState

@Suite struct NearestTests {
    @Test(
        "the nearest word is few mistakes away and the only one",
        arguments: [
            ("replcias", "replicas"), ("Replicas", "replicas"), ("replica", "replicas"), ("imagse", "images"),
            ("frequency", nil), ("x", nil), ("tst1", "tst"), ("prod", "prd"), ("ab", nil), ("", nil),
        ])
    func findsNearest(_ written: String, _ nearest: String?) {
        #expect(Nearest.word(to: written, among: ["replicas", "images", "tst", "prd", "ac", "ad"]) == nearest)
    }
}

@Suite struct NotationTests {
    @Test(
        "a span of time is a number and a unit",
        arguments: [
            ("90s", 90), ("10m", 600), ("12h", 43_200), ("7d", 604_800), ("0s", 0), ("3650d", 315_360_000),
            ("3651d", nil),
            ("10", nil), ("m", nil), ("-1d", nil), ("1.5h", nil), ("1w", nil), ("9999999999s", nil), ("", nil),
            ("１d", nil),
        ])
    func readsSpan(_ text: String, _ seconds: Int?) {
        #expect(TimeSpan.seconds(text) == seconds)
    }

    @Test(
        "a span is written in the largest unit that fits",
        arguments: [(90, "90s"), (600, "10m"), (86_400, "1d"), (0, "0s")])
    func writesSpan(_ seconds: Int, _ text: String) {
        #expect(TimeSpan.text(seconds) == text)
    }

    @Test(
        "a share is a whole number from 1% to 100%",
        arguments: [("1%", 1), ("100%", 100), ("0%", nil), ("101%", nil), ("05%", nil), ("%", nil), ("5", nil)])
    func readsShare(_ text: String, _ value: Int?) {
        #expect(Percentage.value(text) == value)
    }

    @Test(
        "a moment is a day or a time of day in UTC that exists",
        arguments: [
            ("1970-01-01", 0), ("2000-02-29", 951_782_400), ("2026-12-01", 1_796_083_200), ("2100-02-29", nil),
            ("2026-12-01T18:00:01Z", 1_796_148_001), ("2026-12-01T24:00:00Z", nil), ("2026-12-01T18:00:00", nil),
            ("2026-13-01", nil), ("2026-12-1", nil), ("1969-12-31", nil), ("2026-12-01TT", nil),
        ])
    func readsMoment(_ text: String, _ seconds: Double?) {
        #expect(Moment.date(text) == seconds.map { Date(timeIntervalSince1970: $0) })
    }
}

@Suite struct FilePathTests {
    @Test(
        "a path is seen from a folder and never leaves the root",
        arguments: [
            ("", "a/b", "a/b"), ("x", "a", "x/a"), ("x", "../a", "a"), ("x", "../../a", nil), ("", "/a", nil),
            ("", "", nil),
            ("", ".", nil), ("x/y", "./../z//w", "x/z/w"), ("", "a/../..", nil), ("", "a\u{0}b", nil),
        ])
    func joins(_ folder: String, _ path: String, _ joined: String?) {
        #expect(FilePath.join(folder: folder, path) == joined)
    }
}

@Suite struct CyclesTests {
    @Test("each circle is found once, from its first name")
    func findsCircles() {
        #expect(
            Cycles.find(["a": ["b"], "b": ["c"], "c": ["b", "a"], "d": ["a"], "e": ["e"]]) == [
                ["b", "c"], ["a", "b", "c"], ["e"],
            ])
        #expect(Cycles.find(["a": ["b", "c"], "b": ["c"], "c": ["missing"]]).isEmpty)
    }

    @Test("a chain of a hundred thousand does not use up the stack")
    func survivesLongChains() {
        var after: [String: [String]] = [:]
        for index in 0..<100_000 { after["\(index)"] = ["\(index + 1)"] }
        #expect(Cycles.find(after).isEmpty)
    }
}

@Suite struct JSONReaderTests {
    private func read(_ text: String) -> String {
        switch JSONReader.read(Array(text.utf8)) {
        case .success(let node): JSONText(canonical: node).compact
        case .failure(let fault): "\(fault)"
        }
    }

    @Test(
        "JSON with comments is read, and written again with sorted keys",
        arguments: [
            ("{ \"b\": 1, // one\n \"a\": [true, null, -1.50e+3] }", #"{"a":[true,null,-1.50e+3],"b":1}"#),
            (#""// no comment""#, #""// no comment""#), (#""\u00e9\ud83d\ude00\/\n\t\"\\""#, #""é😀/\n\t\"\\""#),
            ("{}", "{}"), ("[ ]", "[]"), ("// a\n1 // b", "1"),
        ])
    func reads(_ text: String, _ canonical: String) {
        #expect(read(text) == canonical)
    }

    @Test(
        "what is not JSON is refused where it starts",
        arguments: [
            ("", "1:1: the file is empty"), ("// x", "1:1: the file is empty"),
            ("{\"a\": 1,}", "1:8: a ',' must not stand before '}'"), ("[1 2]", "1:4: a ',' or ']' is missing"),
            ("{a: 1}", "1:2: a key in double quotes is expected here"),
            ("{'a': 1}", "1:2: a key in double quotes is expected here"),
            ("{\"a\" 1}", "1:6: a ':' is missing after the key"),
            ("[01]", "1:2: '01' is not JSON; text is written in double quotes"),
            ("[yes]", "1:2: 'yes' is not JSON; text is written in double quotes"),
            ("1 2", "1:3: nothing may follow the JSON value"),
            ("\"a\nb\"", "1:3: the closing quote is missing"),
            ("[\"\\x\"]", "1:3: unknown escape in double quotes; write '\\\\' for a backslash"),
            ("\"\\ud83d\"", "1:2: this escape is no Unicode character"),
            ("\"\\u00\"", "1:2: an escape such as \\u00e9 needs four hexadecimal digits"),
            ("\"\\u0000\"", "1:2: a control character is not allowed in text"),
            ("{\"a\":1,\n\"a\":2}", "2:1: duplicate key 'a'; it is already at 1:2"),
            ("/* a */ 1", "1:1: '/' is not JSON; text is written in double quotes"),
            ("[", "1:2: a value is expected here, but the file ends"),
        ])
    func refuses(_ text: String, _ fault: String) {
        #expect(read(text) == fault)
    }

    @Test("deep nesting ends at the limit")
    func limitsDepth() {
        #expect(read(String(repeating: "[", count: 100_000)) == "1:34: nested more than 32 levels deep")
    }
}
