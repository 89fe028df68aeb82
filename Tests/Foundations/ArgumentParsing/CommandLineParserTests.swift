import ArgumentParsing
import Testing

@Suite struct CommandLineParserTests {
    private typealias Program = ExampleProgram

    @Test("options, flags and arguments are read in any order")
    func readsEverything() throws {
        let parsed = try Program.arguments(
            "-C", "/srv", "rollback", "--tag", "a=1", "prd", "--reason=5xx = bad", "-f", "--tag=b=2", "why", "--json",
            "not")
        #expect(parsed.path == ["tend", "rollback"])
        #expect(parsed[Program.environment] == "prd")
        #expect(parsed.all(Program.note) == ["why", "not"])
        #expect(parsed[Program.reason] == "5xx = bad")
        #expect(parsed.all(Program.tag) == ["a=1", "b=2"])
        #expect(parsed[Program.directory] == "/srv")
        #expect(parsed[Program.force])
        #expect(parsed[Program.json])
        #expect(parsed[Program.to] == nil)
        #expect(try parsed.required(Program.reason) == "5xx = bad")
    }

    @Test("what is not given has its default")
    func defaults() throws {
        let parsed = try Program.arguments("audit", "verify")
        #expect(parsed.path == ["tend", "audit", "verify"])
        #expect(parsed[Program.format] == "text")
        #expect(parsed.all(Program.format) == ["text"])
        #expect(parsed[Program.directory] == ".")
        #expect(!parsed[Program.json])
        #expect(try parsed.integer(Program.depth) == 100)
        #expect(try parsed.integer(Program.to) == nil)
    }

    @Test("after -- everything is an argument, and a lone dash always is")
    func endOfOptions() throws {
        let parsed = try Program.arguments("rollback", "--reason", "x", "-", "--", "--force", "--")
        #expect(parsed[Program.environment] == "-")
        #expect(parsed.all(Program.note) == ["--force", "--"])
        #expect(!parsed[Program.force])
    }

    @Test("an empty value is a value")
    func emptyValue() throws {
        #expect(try Program.arguments("rollback", "prd", "--reason=")[Program.reason] == "")
        #expect(try Program.arguments("rollback", "", "--reason", "")[Program.environment] == "")
    }

    @Test(
        "help is given for the verb it is asked about, however incomplete the rest",
        arguments: [
            (["--help"], ["tend"]), (["-h"], ["tend"]), (["help"], ["tend"]),
            (["rollback", "--help"], ["tend", "rollback"]),
            (["--help", "audit", "verify"], ["tend", "audit", "verify"]), (["help", "audit"], ["tend", "audit"]),
            (["audit", "help", "verify"], ["tend", "audit", "verify"]),
            (["rollback", "prd", "--to", "3", "-h"], ["tend", "rollback"]),
        ])
    func help(words: [String], path: [String]) throws {
        #expect(try CommandLineParser(Program.tend).parse(words) == .help(path: path))
    }

    @Test(
        "every wrong command line is answered exactly",
        arguments: [
            ([], "no command given\nSee 'tend --help'."),
            (["audit"], "no command given\nSee 'tend audit --help'."),
            (["rolback"], "unknown command 'rolback'; did you mean 'rollback'?\nSee 'tend --help'."),
            (["audit", "xyz"], "unknown command 'xyz'\nSee 'tend audit --help'."),
            (["help", "plna"], "unknown command 'plna'; did you mean 'plan'?\nSee 'tend --help'."),
            (
                ["rollback", "prd", "--raeson", "x"],
                "unknown option '--raeson'; did you mean '--reason'?\nSee 'tend rollback --help'."
            ),
            (["plan", "--jsno=1"], "unknown option '--jsno'; did you mean '--json'?\nSee 'tend plan --help'."),
            (["plan", "-x"], "unknown option '-x'\nSee 'tend plan --help'."),
            (["plan", "--reason", "x"], "unknown option '--reason'\nSee 'tend plan --help'."),
            (
                ["rollback", "prd", "--reason"],
                "option '--reason' needs a value: --reason TEXT\nSee 'tend rollback --help'."
            ),
            (
                ["rollback", "prd", "--reason", "--to", "3"],
                "option '--reason' needs a value: --reason TEXT\nSee 'tend rollback --help'."
            ),
            (["plan", "--json=yes"], "option '--json' takes no value, but was given 'yes'\nSee 'tend plan --help'."),
            (
                ["rollback", "prd", "--reason", "a", "--reason=b"],
                "option '--reason' can be given only once\nSee 'tend rollback --help'."
            ),
            (["rollback", "prd"], "option '--reason TEXT' is required\nSee 'tend rollback --help'."),
            (["rollback", "--reason", "x"], "argument ENVIRONMENT is missing\nSee 'tend rollback --help'."),
            (["plan", "now"], "unexpected argument 'now'\nSee 'tend plan --help'."),
            (
                ["audit", "verify", "--format", "markdwon"],
                "'markdwon' is no value for '--format': give one of text, markdown, json; did you mean 'markdown'?\n"
                    + "See 'tend audit verify --help'."
            ),
        ])
    func errors(words: [String], message: String) {
        let error = #expect(throws: UsageError.self) { try CommandLineParser(Program.tend).parse(words) }
        #expect(error?.description == message)
    }

    @Test(
        "a number is checked against its range",
        arguments: [
            ("abc", "'abc' is no value for '--to': give a whole number from 1 to 9"),
            ("0", "'0' is no value for '--to': give a whole number from 1 to 9"),
            ("99999999999999999999", "'99999999999999999999' is no value for '--to': give a whole number from 1 to 9"),
        ])
    func numbers(text: String, message: String) throws {
        let parsed = try Program.arguments("rollback", "prd", "--reason", "x", "--to", text)
        let error = #expect(throws: UsageError.self) { try parsed.integer(Program.to, in: 1...9) }
        #expect(error?.message == message)
        #expect(try Program.arguments("rollback", "prd", "--reason", "x", "--to", "9").integer(Program.to) == 9)
    }

    @Test("a command can refuse a value for a reason of its own")
    func ownReason() throws {
        let parsed = try Program.arguments("rollback", "prod", "--reason", "x")
        #expect(
            parsed.invalid(Program.environment, "there is no such environment").description
                == "'prod' is no value for ENVIRONMENT: there is no such environment\nSee 'tend rollback --help'.")
        #expect(
            parsed.invalid(Program.reason, "say more").message == "'x' is no value for '--reason': say more")
    }

    @Test(
        "the nearest word is the one that was probably meant",
        arguments: [
            ("--enviroment", ["--environment", "--reason"], "--environment"), ("paln", ["plan", "apply"], "plan"),
            ("PLAN", ["plan"], "plan"), ("hist", ["history", "validate"], "history"), ("x", ["plan"], nil),
            ("", ["plan", "a"], nil), ("zzzzzz", ["history"], nil),
        ] as [(String, [String], String?)])
    func nearest(typed: String, words: [String], expected: String?) {
        #expect(NearestWord.of(typed, among: words) == expected)
    }
}
