import AuditTrail
import FoundationEssentials
import Model
import Reconciliation
import Testing

@Suite struct JournalTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test("an intent is in the file when it returns, with every column and the intent itself")
    func intent() async throws {
        let trail = try await scratch.open()
        let intent = try Sample.intent()
        try await trail.intend(intent)
        let entries = try await scratch.open(.reading).entries(matching: EntryFilter())
        let entry = try #require(entries.first)
        #expect(entries.count == 1)
        #expect(entry.sequence == 1)
        #expect(entry.kind == .intent)
        #expect(entry.at == intent.at)
        #expect(entry.environment == "prd")
        #expect(entry.subject == "fleet/web")
        #expect(entry.action == intent.id.text)
        #expect(entry.pass == "0123456789abcdef-800000000")
        #expect(entry.commit == String(repeating: "a", count: 40))
        #expect(entry.actor == "daemon@devops-1")
        #expect(try entry.content == .intent(intent))
        #expect(entry.headline == "start i-0abc")
        #expect(
            entry.payload == """
                {"action":{"startInstances":{"_0":{"environment":"prd","fleet":"web","instances":["i-0abc"]}}},\
                "actor":{"daemon":{"host":"devops-1"}},"at":"2026-05-09T06:13:20.123456001Z",\
                "commit":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","id":"00000000000000000000000000000001",\
                "pass":"0123456789abcdef-800000000"}
                """)
    }

    @Test("an intent is open until an outcome of any kind closes it, also in another process's eyes")
    func openIntents() async throws {
        let trail = try await scratch.open()
        let reader = try await scratch.open(.reading)
        let result = ActionResult(summary: "started i-0abc", created: ["i-0abc"])
        let failure = ActionFailure(message: "throttled", disposition: .retry(afterSeconds: 5), effect: .unknown)
        let outcomes: [Conclusion.Outcome] = [
            .done(result), .failed(failure), .recoveredDone(result), .recoveredNotDone("no such instance"),
            .indeterminate("no trace"),
        ]
        let intents = try (1...5).map { try Sample.intent($0, at: Sample.start.addingTimeInterval(Double($0))) }
        for intent in intents { try await trail.intend(intent) }
        #expect(try await reader.openIntents() == intents)
        for (index, (intent, outcome)) in zip(intents, outcomes).enumerated() {
            try await trail.conclude(Sample.conclusion(intent, outcome))
            #expect(try await reader.openIntents() == Array(intents.dropFirst(index + 1)))
        }
        let closing = try await reader.entries(matching: EntryFilter(kinds: [.outcome, .recovered]))
        #expect(closing.map(\.kind) == [.outcome, .outcome, .recovered, .recovered, .recovered])
        #expect(
            closing.map(\.headline) == [
                "done: started i-0abc", "failed: throttled", "was done, found later: started i-0abc",
                "was not done, found later: no such instance", "indeterminate: no trace",
            ])
        let contents = try closing.map { try $0.content }
        #expect(contents == outcomes.map { .outcome(OutcomeRecord(verb: "startInstances", outcome: $0)) })
    }

    @Test("an action that is tried again is open again")
    func retriedAction() async throws {
        let trail = try await scratch.open()
        let intent = try Sample.intent()
        try await trail.intend(intent)
        try await trail.conclude(Sample.conclusion(intent, .recoveredNotDone("gone")))
        try await trail.intend(intent)
        #expect(try await trail.openIntents() == [intent])
    }

    @Test("a note of each kind is kept under its kind", arguments: JournalNote.Kind.allCases)
    func notes(kind: JournalNote.Kind) async throws {
        let trail = try await scratch.open()
        let note = try Sample.note("frozen until Monday", kind: kind, environment: kind == .decision ? nil : "tst")
        try await trail.note(note)
        let entry = try #require(try await trail.entry(1))
        #expect(entry.kind.rawValue == kind.rawValue)
        #expect(entry.environment == note.environment?.text)
        #expect(try entry.content == .note(note))
        #expect(entry.headline == "frozen until Monday")
    }

    @Test("output too long for a row is kept beside it, once, and comes back whole")
    func attachment() async throws {
        let trail = try await scratch.open()
        let output = String(repeating: "line of output é\n", count: 8_000)
        let result = ActionResult(summary: output)
        for number in 1...2 {
            try await trail.conclude(Sample.conclusion(try Sample.intent(number), .done(result)))
        }
        let entries = try await trail.entries(matching: EntryFilter())
        for entry in entries {
            #expect(entry.attachment != nil)
            #expect(
                try entry.content == .outcome(OutcomeRecord(verb: "startInstances", outcome: .done(result))))
        }
        #expect(Set(entries.map(\.attachment)).count == 1)
        #expect(try await trail.verify().isWhole)
    }

    @Test("an entry as a line of JSON has every column, and the payload as an object")
    func jsonLine() async throws {
        let trail = try await scratch.open()
        try await trail.note(try Sample.note("a \"quoted\" word"))
        let line = try #require(try await trail.entry(1)).jsonLine
        struct Payload: Decodable { var text: String }
        struct Outer: Decodable { var payload: Payload }
        let data = Data(line.utf8)
        #expect(try JSONDecoder().decode(Outer.self, from: data).payload.text == "a \"quoted\" word")
        #expect(line.hasPrefix(#"{"action":null,"actor":"dev@laptop","attachment":null,"chain_hash":""#))
        #expect(
            line.contains(#","sequence":1,"subject":"fleet/web","time":"2026-05-09T06:13:20.123456001Z","time_ns":1"#))
        #expect(!line.contains("\n"))
    }

    @Test("filters narrow by environment, kind, action and time, and a limit keeps the newest, oldest first")
    func filters() async throws {
        let trail = try await scratch.open()
        for number in 1...6 {
            try await trail.note(
                try Sample.note(
                    "n\(number)", second: number, kind: number.isMultiple(of: 2) ? .withheld : .decision,
                    environment: number < 4 ? "prd" : "tst"))
        }
        try await trail.intend(try Sample.intent(7, at: Sample.start.addingTimeInterval(7)))
        func sequences(_ filter: EntryFilter) async throws -> [Int64] {
            try await trail.entries(matching: filter).map(\.sequence)
        }
        #expect(try await sequences(EntryFilter()) == [1, 2, 3, 4, 5, 6, 7])
        #expect(try await sequences(EntryFilter(limit: 2)) == [6, 7])
        #expect(try await sequences(EntryFilter(limit: 0)) == [])
        #expect(try await sequences(EntryFilter(environment: try Sample.name("tst"))) == [4, 5, 6])
        #expect(try await sequences(EntryFilter(kinds: [EntryKind(.withheld), .intent])) == [2, 4, 6, 7])
        #expect(try await sequences(EntryFilter(action: try Sample.intent(7).id)) == [7])
        #expect(try await sequences(EntryFilter(since: Sample.start.addingTimeInterval(5))) == [5, 6, 7])
        let prd: EnvironmentName = try Sample.name("prd")
        #expect(try await trail.history(of: prd, limit: 3).map(\.sequence) == [2, 3, 7])
        #expect(try await trail.entry(8) == nil)
    }
}
