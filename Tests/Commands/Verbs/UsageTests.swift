import Testing

@testable import Commands

@Suite struct UsageTests {
    static let lines: [([String], String)] = [
        ([], "no command given\nSee 'tend --help'."),
        (["paln"], "unknown command 'paln'; did you mean 'plan'?\nSee 'tend --help'."),
        (["plan", "--jsn"], "unknown option '--jsn'; did you mean '--json'?\nSee 'tend plan --help'."),
        (["plan", "extra"], "unexpected argument 'extra'\nSee 'tend plan --help'."),
        (["audit", "verfy"], "unknown command 'verfy'; did you mean 'verify'?\nSee 'tend audit --help'."),
        (["history"], "argument ENVIRONMENT is missing\nSee 'tend history --help'."),
        (
            ["history", "Prd"],
            "'Prd' is no value for ENVIRONMENT: it must be lowercase letters and digits, starting with a letter, or "
                + "sbx-<id> for a sandbox, at most 32 characters\nSee 'tend history --help'."
        ),
        (
            ["history", "prd", "--limit", "many"],
            "'many' is no value for '--limit': give a whole number from 0 to 1000000\nSee 'tend history --help'."
        ),
        (["rollback", "prd"], "option '--reason TEXT' is required\nSee 'tend rollback --help'."),
        (
            ["rollback", "prd", "--reason", " "],
            "' ' is no value for '--reason': say why\nSee 'tend rollback --help'."
        ),
        (
            ["rollback", "prd", "--reason", "r", "--until", "2001-01-01T00:00:00Z"],
            "'2001-01-01T00:00:00Z' is no value for '--until': give a span such as 12h or 7d, or a time to come such as "
                + "2026-12-01T09:00:00Z\nSee 'tend rollback --help'."
        ),
        (["resume", "prd"], "option '--reason TEXT' is required\nSee 'tend resume --help'."),
        (
            ["apply", "--timeout", "soon"],
            "'soon' is no value for '--timeout': give a span such as 90s, 30m or 2h\nSee 'tend apply --help'."
        ),
        (["daemon"], "option '--repo URL' is required\nSee 'tend daemon --help'."),
        (
            ["daemon", "--repo", "/r", "--interval", "often"],
            "'often' is no value for '--interval': give a span such as 30s, 5m or 1h\nSee 'tend daemon --help'."
        ),
        (
            ["daemon", "--repo", "/r", "--listen", "here"],
            "'here' is no value for '--listen': give an address and a port, such as 127.0.0.1:7373\n"
                + "See 'tend daemon --help'."
        ),
        (
            ["schema", "prd"],
            "'prd' is no value for KIND: give one of project, environment, command, workflow, step\n"
                + "See 'tend schema --help'."
        ),
    ]

    @Test("A wrong command line ends with 64, says what is wrong, and does nothing", arguments: lines.indices)
    func usage(index: Int) async {
        let (arguments, message) = Self.lines[index]
        let session = Session()
        #expect(await Tend.run(arguments, session.surroundings) == 64)
        #expect(session.errors == "tend: \(message)\n")
        #expect(session.output == "")
    }

    @Test("The version goes to standard output")
    func version() async {
        let session = Session()
        #expect(await session.run("version") == 0)
        #expect(session.output == "tend \(Tend.version)\n")
    }

    @Test("Where there is no desired state, it says where it looked")
    func noDesiredState() async {
        let session = Session(directory: "/nonexistent")
        #expect(await session.run("validate") == 1)
        #expect(
            session.errors
                == "tend: there is no desired state in /nonexistent: neither desired-state/tend.yaml nor tend.yaml; say with "
                + "--path where it is\n")
    }

    @Test("A daemon that isn't there is named with its address")
    func noDaemon() async {
        let session = Session()
        #expect(await session.run("status", "--url", "http://127.0.0.1:9") == 1)
        #expect(session.errors.hasPrefix("tend: no daemon answers at http://127.0.0.1:9: "))
        #expect(session.errors.hasSuffix("; start 'tend daemon', or give its address with --url\n"))
    }
}
