import Testing

@testable import YAML

@Suite struct YAMLTypedTests {
    /// Reads the value of `a: <text>` and gives the value or the fault as text.
    private func reading<Value>(_ text: String, _ read: (YAMLNode) throws -> Value) throws -> String {
        let root = try #require(YAMLDocument(Array("a: \(text)\n".utf8)).root)
        let node = try #require(root["a"])
        do { return "\(try read(node))" } catch { return "\(error)" }
    }

    @Test(
        "text is text, and what others would read as something else must be quoted",
        arguments: [
            ("web", "web"), ("\"012\"", "012"), ("'no'", "no"), ("1.4.2", "1.4.2"), ("t3.small", "t3.small"),
            ("!!str 12", "12"), ("2026-12-01", "2026-12-01"), ("25%", "25%"), ("[]", "1:4: expected text, not a list"),
            ("no", "1:4: expected text, but no is a boolean; quote it: \"no\""),
            ("On", "1:4: expected text, but On is a boolean; quote it: \"On\""),
            ("012", "1:4: expected text, but 012 is a number; quote it: \"012\""),
            ("1.10", "1:4: expected text, but 1.10 is a number; quote it: \"1.10\""),
            ("1e3", "1:4: expected text, but 1e3 is a number; quote it: \"1e3\""),
            ("1_000", "1:4: expected text, but 1_000 is a number; quote it: \"1_000\""),
            ("22:30", "1:4: expected text, but 22:30 is a number; quote it: \"22:30\""),
            ("~", "1:4: expected text, but ~ is nothing (null); quote it: \"~\""),
            ("", "1:3: expected text, not an empty value"), ("{b: c}", "1:4: expected text, not a mapping"),
            ("!!int 12", "1:4: expected text, not '12'"),
        ])
    func readsText(_ text: String, _ result: String) throws {
        #expect(try reading(text) { try $0.string() } == result)
    }

    @Test(
        "a whole number is written in plain decimal digits",
        arguments: [
            ("0", "0"), ("12", "12"), ("-3", "-3"), ("!!int 7", "7"),
            ("012", "1:4: expected a whole number without leading zeros, not 012"),
            ("1_000", "1:4: expected a whole number in decimal digits, not '1_000'"),
            ("1e3", "1:4: expected a whole number in decimal digits, not '1e3'"),
            ("1.0", "1:4: expected a whole number in decimal digits, not '1.0'"),
            ("\"12\"", "1:4: expected a whole number, but \"12\" is text; write it without quotes"),
            ("\"x\"", "1:4: expected a whole number, not \"x\""),
            ("", "1:3: expected a whole number, not an empty value"),
            ("99999999999999999999", "1:4: the number 99999999999999999999 is too large"),
            ("[1]", "1:4: expected a whole number, not a list"),
        ])
    func readsInteger(_ text: String, _ result: String) throws {
        #expect(try reading(text) { try $0.integer() } == result)
    }

    @Test(
        "a boolean is true or false and no other spelling",
        arguments: [
            ("true", "true"), ("false", "false"),
            ("yes", "1:4: expected true or false, not yes; did you mean 'true'?"),
            ("Off", "1:4: expected true or false, not Off; did you mean 'false'?"),
            ("\"true\"", "1:4: expected true or false without quotes, not \"true\""),
            ("1", "1:4: expected true or false, not '1'"),
        ])
    func readsBoolean(_ text: String, _ result: String) throws {
        #expect(try reading(text) { try $0.boolean() } == result)
    }

    @Test(
        "the meaning of a plain scalar is the one that any reader might see",
        arguments: [
            ("", PlainMeaning.null), ("Null", .null), ("nul", .text), ("y", .boolean), ("oN", .text),
            ("+12", .integer), ("0x1f", .integer), ("0xg", .text), ("0b102", .text), ("0o17", .integer),
            ("1:60", .text), ("1:59", .integer), ("1:59.5", .float), ("1.5", .float), (".5", .float), (".", .text),
            ("-.inf", .float), ("1e", .text), ("1E+3", .float), ("1.2.3", .text), ("12a", .text), ("-", .text),
            ("10m", .text), ("2024-06-13", .text),
        ])
    func tellsMeaning(_ text: String, _ meaning: PlainMeaning) {
        #expect(PlainMeaning(text) == meaning)
    }
}
