import Testing

@testable import Commands

@Suite struct HelpTests {
    static let paths: [[String]] =
        [[]] + Tend.program.verbs.map { [$0.name] } + [["audit", "verify"], ["audit", "log"]]

    @Test("The help of every command is one that a person can use", arguments: paths)
    func help(path: [String]) async throws {
        let session = Session()
        #expect(await Tend.run(path + ["--help"], session.surroundings) == 0)
        #expect(session.errors == "")
        try Snapshot.expect(session.output, "help\(path.map { "-\($0)" }.joined()).txt")
    }

    @Test("No line of help is wider than a terminal", arguments: paths)
    func width(path: [String]) {
        let help = Tend.program.help(path: ["tend"] + path)
        #expect(help.split(separator: "\n").allSatisfy { $0.count <= 80 || $0.hasPrefix("  tend ") })
    }

    @Test("'tend help plan' is the help of plan, and so is 'tend --help plan'")
    func ways() async {
        let plain = Session()
        _ = await plain.run("plan", "--help")
        for words in [["help", "plan"], ["--help", "plan"], ["plan", "-h"]] {
            let session = Session()
            #expect(await Tend.run(words, session.surroundings) == 0)
            #expect(session.output == plain.output)
        }
    }

    @Test("Every command says what its exit statuses mean")
    func statuses() {
        let silent = Tend.program.verbs.flatMap { $0.verbs.isEmpty ? [$0] : $0.verbs }.filter(\.exitStatuses.isEmpty)
        #expect(silent.map(\.name) == [])
    }
}
