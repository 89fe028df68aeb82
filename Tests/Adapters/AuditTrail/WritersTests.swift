import AuditTrail
import FoundationEssentials
import Reconciliation
import SQLite
import Subprocess
import Testing

/// More than one writer, and writers that die.
@Suite struct WritersTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test("two trails on one file, as the daemon and the command line are, append at once without loss")
    func twoTrails() async throws {
        let trails = [try await scratch.open(), try await scratch.open()]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<600 {
                group.addTask { try await trails[number % 2].note(try Sample.note("note \(number)")) }
            }
            try await group.waitForAll()
        }
        let entries = try await trails[0].entries(matching: EntryFilter())
        #expect(Set(entries.map(\.headline)) == Set((0..<600).map { "note \($0)" }))
        #expect(entries.map(\.sequence) == Array(1...600))
        #expect(try await scratch.verify().findings == [])
    }

    @Test("a writer that appends one at a time is not starved by one that appends all the time")
    func oneByOne() async throws {
        let busy = try await scratch.open()
        let patient = try await scratch.open()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<8 {
                group.addTask { for _ in 0..<40 { try await busy.note(try Sample.note("busy \(number)")) } }
            }
            group.addTask { for _ in 0..<40 { try await patient.note(try Sample.note("patient")) } }
            try await group.waitForAll()
        }
        let report = try await scratch.verify()
        #expect(report.findings == [])
        #expect(report.head.size == 8 * 40 + 40)
    }

    @Test("a trail that another process keeps locked is waited for, and named when the wait is over")
    func locked() async throws {
        let trail = try await AuditTrail.open(path: scratch.trail, for: .writing, busyTimeout: .milliseconds(20))
        let other = try Database(path: scratch.trail, mode: .readWrite)
        try other.execute("BEGIN IMMEDIATE")
        let error = await #expect(throws: JournalFailure.self) { try await trail.intend(try Sample.intent()) }
        #expect(
            error?.description
                == "can't record the intent to startInstances fleet/web in prd: another process keeps the audit trail "
                + "\(scratch.trail) locked (wait for the other process, or find it with 'fuser' on the file)")
        try other.execute("ROLLBACK")
        try await trail.intend(try Sample.intent())
        #expect(try await trail.openIntents().count == 1)
    }

    @Test("many who open a trail that isn't there yet make one trail")
    func createdAtOnce() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<12 {
                group.addTask {
                    let trail = try await scratch.open()
                    try await trail.note(try Sample.note("note \(number)"))
                }
            }
            try await group.waitForAll()
        }
        let report = try await scratch.verify()
        #expect(report.findings == [])
        #expect(report.head.size == 12)
    }

    @Test("a refused entry does not take those that were waiting with it down")
    func refusedAmongOthers() async throws {
        let trail = try await scratch.open()
        let huge = ActionResult(summary: String(repeating: "x", count: 65 << 20))
        let intent = try Sample.intent()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                let error = await #expect(throws: JournalFailure.self) {
                    try await trail.conclude(Sample.conclusion(intent, .done(huge)))
                }
                #expect(error?.message.contains("which keeps at most 67108864 of one entry") == true)
            }
            for number in 0..<50 { group.addTask { try await trail.note(try Sample.note("note \(number)")) } }
            try await group.waitForAll()
        }
        #expect(try await trail.verify().head.size == 50)
    }

    @Test("a page of Python recomputes every hash and the same head")
    func python() async throws {
        let trail = try await scratch.open()
        for number in 1...20 {
            let intent = try Sample.intent(number)
            try await trail.intend(intent)
            let summary = String(repeating: "ö", count: number == 7 ? 90_000 : number)
            try await trail.conclude(Sample.conclusion(intent, .done(ActionResult(summary: summary))))
            try await trail.note(try Sample.note("n\(number)", second: -number * 100_000_000, environment: nil))
        }
        let result = try await AuditTrailTests.python(PythonTrail.verify, [scratch.trail])
        let head = try await scratch.verify().head
        #expect(result.standardErrorText == "")
        #expect(result.standardOutputText == "\(head.size) \(head.chainHash) \(head.merkleRoot)\n")
        #expect(head.size == 60)
    }

    @Test("another program that follows the documentation appends beside tend")
    func pythonBesideTend() async throws {
        let trail = try await scratch.open()
        async let other = AuditTrailTests.python(PythonTrail.append, [scratch.trail, "0", "100"])
        for number in 0..<100 { try await trail.note(try Sample.note("note \(number)")) }
        let result = try await other
        #expect(result.standardErrorText == "")
        #expect(result.succeeded)
        let report = try await scratch.verify()
        #expect(report.findings == [])
        #expect(report.head.size == 200)
    }

    @Test("a writer killed in the middle leaves a whole trail with everything it was told is written")
    func killed() async throws {
        try await scratch.filled(1)
        var acknowledged: Int64 = 1
        for round in 1...12 {
            let result = try await AuditTrailTests.python(PythonTrail.append, [scratch.trail, "\(round)", "100000"])
            #expect(result.status == .signalled(9))
            if let last = result.standardOutputText.split(separator: "\n").last.flatMap({ Int64($0) }) {
                acknowledged = last
            }
            let report = try await scratch.verify()
            #expect(report.findings == [])
            #expect(report.head.size >= acknowledged)
            // And the next writer goes on from there.
            try await scratch.filled(1)
        }
    }
}
