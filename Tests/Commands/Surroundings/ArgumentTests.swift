import ArgumentParsing
import FoundationEssentials
import Testing

@testable import Commands

@Suite struct ArgumentTests {
    @Test(
        "Spans as people type them",
        arguments: [("90s", 90), ("10m", 600), ("36h", 129_600), ("7d", 604_800), ("1s", 1)])
    func spans(text: String, seconds: Int) { #expect(TimeArguments.seconds(text) == seconds) }

    @Test(
        "Anything else is no span",
        arguments: [
            "", "s", "10", "10 m", "1.5h", "-1h", "0s", "7w", "m10", "99999999999999999999s", "100000001s", "٣m",
        ])
    func noSpans(text: String) { #expect(TimeArguments.seconds(text) == nil) }

    @Test("A moment is a span from now on, or RFC 3339")
    func moments() {
        let now = Date(timeIntervalSince1970: 1_800_000_000)
        #expect(TimeArguments.moment("2h", after: now) == now.addingTimeInterval(7200))
        #expect(TimeArguments.moment("2027-01-15T09:00:00Z", after: now) == now.addingTimeInterval(3600))
        #expect(TimeArguments.moment("tomorrow", after: now) == nil)
        #expect(TimeArguments.moment("2027-13-01T09:00:00Z", after: now) == nil)
    }

    private static func state(_ option: String?, _ variables: [String: String]) throws -> String {
        let line = ["history", "prd"] + (option.map { ["--state", $0] } ?? [])
        guard case .run(let arguments) = try CommandLineParser(Tend.program).parse(line) else { return "" }
        return try StateDirectory(
            arguments, Session(directory: "/work", environment: variables).surroundings
        ).path
    }

    static let all = [
        "TEND_STATE": "/t", "STATE_DIRECTORY": "/s:/other", "XDG_STATE_HOME": "/x", "HOME": "/home/dev",
    ]

    @Test("The state directory is --state, TEND_STATE, systemd's first, XDG's, or in the home directory")
    func stateDirectory() throws {
        var variables = Self.all
        #expect(try Self.state("/o", variables) == "/o")
        #expect(try Self.state("o", variables) == "/work/o")
        #expect(try Self.state(nil, variables) == "/t")
        variables["TEND_STATE"] = nil
        #expect(try Self.state(nil, variables) == "/s")
        variables["STATE_DIRECTORY"] = nil
        #expect(try Self.state(nil, variables) == "/x/tend")
        variables["XDG_STATE_HOME"] = nil
        #expect(try Self.state(nil, variables) == "/home/dev/.local/state/tend")
    }

    @Test("An empty variable says as little as none")
    func emptyVariables() throws {
        let variables = Self.all.mapValues { _ in "" }.merging(["HOME": "/h"]) { _, home in home }
        #expect(try Self.state("", variables) == "/h/.local/state/tend")
        let failure = #expect(throws: CommandFailure.self) { try Self.state(nil, ["HOME": ""]) }
        #expect(failure?.message == "there is no HOME; say with --state where the audit trail is")
    }
}
