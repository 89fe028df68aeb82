import Testing

@testable import YAML

@Suite struct YAMLDocumentTests {
    /// A text and the exact faults that it must give.
    struct Refusal: Sendable, CustomTestStringConvertible {
        var name: String
        var text: String
        var faults: [String]
        var testDescription: String { name }
    }

    static let refusals: [Refusal] = [
        Refusal(name: "nothing", text: "", faults: ["1:1: the file is empty"]),
        Refusal(name: "only a comment", text: "# nothing yet\n", faults: ["1:1: the file is empty"]),
        Refusal(
            name: "a duplicate key", text: "a: 1\nb:\n  c: 1\n  \"c\": 2\na: 3\n",
            faults: ["4:3: duplicate key 'c'; it is already at 3:3", "5:1: duplicate key 'a'; it is already at 1:1"]),
        Refusal(
            name: "an anchor and an alias", text: "a: &base 1\nb: *base\n",
            faults: [
                "1:4: anchors are not accepted; remove '&base', or quote it if it is text",
                "2:4: aliases are not accepted: write out what '*base' stands for, or quote it if it is text",
            ]),
        Refusal(
            name: "a merge key", text: "a:\n  <<: {b: 1}\n",
            faults: ["2:3: merge keys ('<<') are not accepted; write the keys out"]),
        Refusal(
            name: "two documents", text: "a: 1\n---\nb: 2\n",
            faults: ["2:1: a second document starts here; a file holds one: remove the '---'"]),
        Refusal(
            name: "a Python tag", text: "a: !!python/object:os.system [ls]\n",
            faults: [
                "1:4: the tag '!!python/object:os.system' is not accepted; remove it, or quote it if it is text"
            ]),
        Refusal(
            name: "a CloudFormation tag", text: "a: !Ref b\n",
            faults: ["1:4: the tag '!Ref' is not accepted; remove it, or quote it if it is text"]),
        Refusal(
            name: "a tag on the wrong kind", text: "a: !!map text\n",
            faults: ["1:4: the tag '!!map' does not fit what follows"]),
        Refusal(
            name: "a directive", text: "%YAML 1.1\n---\na: 1\n",
            faults: ["1:1: directives (%YAML, %TAG) are not accepted; remove the line"]),
        Refusal(
            name: "a list as a key", text: "? [a]\n: 1\n", faults: ["1:3: a key must be text, not a list"]),
        Refusal(
            name: "a tab for indentation", text: "a:\n\tb: 1\n",
            faults: [
                "2:1: this character cannot start a value; use spaces, not tabs, to indent, and quote text that "
                    + "starts with '@', '`' or '%'"
            ]),
        Refusal(
            name: "a colon in plain text", text: "run: echo a: b\n",
            faults: [
                "1:12: a ':' is not allowed here; quote the text that contains ': ', or check the indentation"
            ]),
        Refusal(
            name: "an open quote", text: "a: \"b\nc: d\n",
            faults: ["3:1: the closing quote is missing (in what starts at 1:4)"]),
        Refusal(
            name: "an open list", text: "a: [1, 2\nb: 3\n",
            faults: ["2:2: a ',' or ']' is missing (in what starts at 1:4)"]),
        Refusal(
            name: "an open mapping", text: "a: {b: 1\n",
            faults: ["2:1: a ',' or '}' is missing (in what starts at 1:4)"]),
        Refusal(
            name: "a plain star", text: "cron: * * * * *\n",
            faults: ["1:8: a '*' cannot start plain text; quote it (in what starts at 1:7)"]),
        Refusal(
            name: "a wrong indentation", text: "a:\n  b: 1\n c: 2\n",
            faults: ["3:2: a key is expected here; check the indentation and the quotes (in what starts at 1:1)"]),
        Refusal(
            name: "a wrong escape", text: "a: \"\\d\"\n",
            faults: [
                "1:5: unknown escape in double quotes; write '\\\\' for a backslash, or use single quotes "
                    + "(in what starts at 1:4)"
            ]),
        Refusal(
            name: "a NUL by escape", text: "a: \"x\\0\"\n",
            faults: ["1:4: the text contains a NUL character (U+0000), which is not allowed"]),
        Refusal(
            name: "a NUL", text: "a: b\u{0}\n", faults: ["1:5: a NUL character (U+0000) is not allowed; remove it"]),
        Refusal(
            name: "a control character", text: "a: b\nc: \u{1B}[31m\n",
            faults: ["2:4: a control character (U+001B) is not allowed; remove it"]),
        Refusal(
            name: "turned text", text: "a: é\u{202E}b\n",
            faults: ["1:5: a character that changes the direction of the text (U+202E) is not allowed; remove it"]),
        Refusal(
            name: "a line separator", text: "a: b\u{2028}c\n",
            faults: ["1:5: an invisible line separator (U+2028) is not allowed; remove it"]),
        Refusal(
            name: "a lone carriage return", text: "a: b\rc: d\n",
            faults: ["1:5: a carriage return alone does not end a line; end lines with a line feed"]),
        Refusal(
            name: "a byte order mark", text: "\u{FEFF}a: b\n",
            faults: ["1:1: the file starts with a byte order mark; save it as UTF-8 without one"]),
    ]

    @Test("each thing that is not accepted is named with its place", arguments: refusals)
    func refuses(_ refusal: Refusal) {
        let document = YAMLDocument(Array(refusal.text.utf8))
        #expect(document.faults.map(\.description) == refusal.faults)
    }

    @Test("bytes that are not UTF-8 are refused where they start")
    func refusesOtherEncodings() {
        #expect(
            YAMLDocument(Array("a: b\nc: é".utf8) + [0xE9, 0x0A]).faults.map(\.description)
                == ["2:5: this is not UTF-8; save the file as UTF-8"])
        #expect(
            YAMLDocument([0xFF, 0xFE, 0x61, 0x00]).faults.map(\.description)
                == ["1:1: the file is UTF-16 or UTF-32; save it as UTF-8"])
        #expect(
            YAMLDocument([0x61, 0x3A, 0x20, 0xED, 0xA0, 0x80]).faults.map(\.description)
                == ["1:4: this is not UTF-8; save the file as UTF-8"])
    }

    @Test("what is larger, deeper or more than the limits is refused")
    func refusesBeyondLimits() {
        let limits = YAMLLimits(bytes: 40, depth: 3, nodes: 10)
        func faults(_ text: String) -> [String] {
            YAMLDocument(Array(text.utf8), limits: limits).faults.map(\.description)
        }
        #expect(faults("[[[1]]]").isEmpty)
        #expect(faults("[[[[1]]]]") == ["1:5: nested more than 3 levels deep"])
        #expect(faults("[1,2,3,4,5,6,7,8,9,10]") == ["1:20: the file holds more than 10 values"])
        #expect(
            faults(String(repeating: "a", count: 41)) == ["1:1: the file has 41 bytes; at most 40 are accepted"])
    }

    @Test("a hundred thousand open brackets end at the depth limit and not in the stack")
    func survivesDeepNesting() {
        for opening in ["[", "{a: ", "- ", "? "] {
            let text = String(repeating: opening, count: 100_000)
            #expect(YAMLDocument(Array(text.utf8)).faults.map(\.message) == ["nested more than 32 levels deep"])
        }
    }

    @Test("an alias bomb is refused without being expanded")
    func refusesAliasBomb() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1..<30 {
            let alias = "*a\(level - 1)"
            text += "a\(level): &a\(level) [" + Array(repeating: alias, count: 9).joined(separator: ", ") + "]\n"
        }
        let document = YAMLDocument(Array(text.utf8))
        #expect(document.faults.count == 30 + 29 * 9)
        #expect(document.faults.allSatisfy { $0.kind == .unsupported })
    }

    @Test("keys and values carry their places, also after letters of more than one byte")
    func keepsPlaces() throws {
        let root = try #require(YAMLDocument(Array("é: ü\nlist:\n- x\n- {k: 'v'}\n".utf8)).root)
        let entries = try root.mapping()
        #expect(entries.map(\.keyPlace.description) == ["1:1", "2:1"])
        #expect(entries.map(\.value.place.description) == ["1:4", "3:1"])
        let items = try #require(root["list"]).sequence()
        #expect(items.map(\.place.description) == ["3:3", "4:3"])
        #expect(items[1]["k"]?.place.description == "4:7")
        #expect(items[1]["k"]?.scalar == YAMLScalar(text: "v", style: .singleQuoted))
    }

    @Test("plain scalars are kept exactly as written, with their style")
    func keepsTextAsWritten() throws {
        for text in ["no", "on", "012", "1_000", "1:30", "~", "1e3", "0x1F", "2026-12-01", ".inf", "NULL"] {
            let document = YAMLDocument(Array("a: \(text)\n".utf8))
            #expect(document.faults.isEmpty)
            #expect(document.root?["a"]?.scalar == YAMLScalar(text: text, style: .plain))
        }
    }

    @Test("quotes, blocks and folding are resolved and the style says how it was written")
    func resolvesStyles() {
        let text = "a: 'it''s'\nb: \"x\\ty\"\nc: |\n  1\n  2\nd: >-\n  1\n  2\ne: plain\n  text\n"
        let root = YAMLDocument(Array(text.utf8)).root
        #expect(root?["a"]?.scalar == YAMLScalar(text: "it's", style: .singleQuoted))
        #expect(root?["b"]?.scalar == YAMLScalar(text: "x\ty", style: .doubleQuoted))
        #expect(root?["c"]?.scalar == YAMLScalar(text: "1\n2\n", style: .literal))
        #expect(root?["d"]?.scalar == YAMLScalar(text: "1 2", style: .folded))
        #expect(root?["e"]?.scalar == YAMLScalar(text: "plain text", style: .plain))
    }

    @Test("lines may end with carriage return and line feed")
    func readsWindowsLines() {
        let document = YAMLDocument(Array("a: b\r\nc: d\r\n".utf8))
        #expect(document.faults.isEmpty)
        #expect(document.root?["c"]?.place.description == "2:4")
    }

    @Test("whatever the bytes, reading ends with a value or with a fault")
    func survivesMutations() {
        var random = SplitMix(seed: 7)
        let seed = Array("a: [1, {b: 'c'}]\nd: |\n  x\ne: &f \"g\\n\"\nh: *f\n? k\n: !!str v\n".utf8)
        let alphabet = Array("[]{}:,-?&*!|>'\"%@`#\n \t\\0\u{e9}".utf8) + [0, 0xFF, 0xE2, 0x80]
        for _ in 0..<20_000 {
            var bytes = seed
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let at = Int.random(in: 0..<bytes.count, using: &random)
                let byte = alphabet.randomElement(using: &random) ?? 0
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[at] = byte
                case 1: bytes.insert(byte, at: at)
                default: bytes.remove(at: at)
                }
            }
            let document = YAMLDocument(bytes)
            #expect(document.root != nil || !document.faults.isEmpty)
        }
    }
}

/// A small seeded generator, so that a failure can be repeated.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
