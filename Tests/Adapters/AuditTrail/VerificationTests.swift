import FoundationEssentials
import Model
import Reconciliation
import SQLite
import Testing

@testable import AuditTrail

@Suite struct VerificationTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// Moves entries by so much, past the uniqueness of the numbers on the way.
    private func shift(_ database: Database, from first: Int, by offset: Int) throws {
        try database.execute("UPDATE main.entry SET sequence = -sequence WHERE sequence >= ?", [.integer(Int64(first))])
        try database.execute("UPDATE main.entry SET sequence = -sequence + \(offset) WHERE sequence < 0")
    }

    private func damaged(_ body: (Database) throws -> Void) async throws -> [String] {
        try await scratch.filled(9)
        try scratch.tamper { database in
            try database.execute("PRAGMA ignore_check_constraints = ON")
            try body(database)
        }
        let report = try await scratch.verify()
        #expect(!report.isWhole)
        return report.findings.map(\.description)
    }

    @Test("an empty trail and an untouched one are whole")
    func whole() async throws {
        try await scratch.filled(0)
        let empty = try await scratch.verify()
        #expect(empty.isWhole)
        #expect(empty.head.size == 0)
        #expect(empty.head.chainHash == String(repeating: "0", count: 64))
        #expect(empty.head.merkleRoot == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        try await scratch.filled(9)
        let report = try await scratch.verify()
        #expect(report.findings == [])
        #expect(report.head.size == 9)
    }

    @Test(
        "an edit of any column is found at its entry",
        arguments: [
            "time_ns = time_ns + 1", "kind = 'withheld'", "environment = 'tst'", "environment = NULL",
            "subject = subject || ' '", "action = ''", "pass = 'x'", "\"commit\" = 'x'", "actor = 'someone@else'",
            "payload = replace(payload, 'note 4', 'note 5')", "leaf_hash = zeroblob(32)",
        ])
    func edited(change: String) async throws {
        let findings = try await damaged { try $0.execute("UPDATE main.entry SET \(change) WHERE sequence = 4") }
        #expect(findings == ["entry 4 was edited: its content does not give the hash that was written with it"])
        #expect(try await scratch.verify().head.size == 3)
    }

    @Test("an edit whose leaf hash was made to fit is still an edit, as the chain shows")
    func editedWithLeaf() async throws {
        let findings = try await damaged { database in
            let row = try #require(
                try database.first("SELECT \(EntryFields.columns) FROM main.entry WHERE sequence = 4"))
            var fields = try EntryFields(row)
            fields.actor = "someone@else"
            try database.execute(
                "UPDATE main.entry SET actor = ?, leaf_hash = ? WHERE sequence = 4",
                [.text(fields.actor), .blob(fields.leafHash)])
        }
        #expect(findings == ["entry 4 was edited: its content does not give the hash that was written with it"])
    }

    @Test("a changed chain hash is found at its entry")
    func chainHash() async throws {
        let findings = try await damaged {
            try $0.execute("UPDATE main.entry SET chain_hash = zeroblob(32) WHERE sequence = 4")
        }
        #expect(
            findings == [
                "entry 4 does not follow from the entry before it: entries were replaced, inserted or deleted here"
            ])
    }

    @Test("a deleted entry leaves a gap, and several leave a longer one")
    func gap() async throws {
        let findings = try await damaged { try $0.execute("DELETE FROM main.entry WHERE sequence IN (4, 5)") }
        #expect(findings == ["entries 4 to 5 are missing: they were deleted"])
    }

    @Test("the first entry deleted is missed too")
    func firstDeleted() async throws {
        let findings = try await damaged { try $0.execute("DELETE FROM main.entry WHERE sequence = 1") }
        #expect(findings == ["entry 1 is missing: it was deleted"])
    }

    @Test("a deletion whose gap was closed by renumbering is still named as one")
    func closedGap() async throws {
        let findings = try await damaged { database in
            try database.execute("DELETE FROM main.entry WHERE sequence = 4")
            try shift(database, from: 5, by: -1)
        }
        #expect(findings == ["entry 4 is missing: it was deleted"])
    }

    @Test("an entry put in between, with the rest renumbered, is named as inserted")
    func inserted() async throws {
        let findings = try await damaged { database in
            try shift(database, from: 4, by: 1)
            try database.execute(
                """
                INSERT INTO main.entry SELECT 4, time_ns, kind, environment, subject, action, pass, "commit", 'forger',
                    payload, attachment, leaf_hash, chain_hash FROM main.entry WHERE sequence = 5
                """)
        }
        #expect(findings == ["entry 4 is not part of the trail: inserted afterwards"])
    }

    @Test("two entries that changed places are named as out of order")
    func reordered() async throws {
        let findings = try await damaged { database in
            try database.execute("UPDATE main.entry SET sequence = -4 WHERE sequence = 4")
            try database.execute("UPDATE main.entry SET sequence = 4 WHERE sequence = 7")
            try database.execute("UPDATE main.entry SET sequence = 7 WHERE sequence = -4")
        }
        #expect(findings == ["entry 4 is out of order: it was written as entry 7"])
    }

    @Test("an entry numbered below 1 is malformed, and so is text that is not UTF-8")
    func malformed() async throws {
        let negative = try await damaged { try $0.execute("UPDATE main.entry SET sequence = -4 WHERE sequence = 4") }
        #expect(negative.last == "entry -4 is malformed: entries are numbered from 1")
        try scratch.tamper { database in
            try database.execute("UPDATE main.entry SET sequence = 4 WHERE sequence = -4")
            try database.execute("UPDATE main.entry SET actor = CAST(x'ff' AS TEXT) WHERE sequence = 6")
        }
        #expect(
            try await scratch.verify().findings.map(\.description) == [
                "entry 6 is malformed: column actor holds TEXT that is not UTF-8 where TEXT is expected"
            ])
    }

    @Test("what is kept beside an entry can be neither changed nor removed unseen")
    func attachments() async throws {
        do {
            let trail = try await scratch.open()
            let result = ActionResult(summary: String(repeating: "x", count: 100_000))
            try await trail.conclude(Sample.conclusion(try Sample.intent(), .done(result)))
        }
        try scratch.tamper { try $0.execute("UPDATE main.attachment SET content = content || ' '") }
        #expect(try await scratch.verify().findings == [.attachmentEdited(1)])
        try scratch.tamper { try $0.execute("DELETE FROM main.attachment") }
        #expect(try await scratch.verify().findings == [.attachmentMissing(1)])
    }

    @Test("each trigger, table and index is missed when it is dropped, and noticed when it is new")
    func schema() async throws {
        try await scratch.filled(2)
        let changes: [(String, String)] = [
            ("DROP TRIGGER entry_never_changes", "the trigger entry_never_changes is missing"),
            ("DROP INDEX entry_by_kind", "the index entry_by_kind is missing"),
            (
                "CREATE TRIGGER quiet AFTER INSERT ON entry BEGIN DELETE FROM entry WHERE sequence = 1; END",
                "the trigger quiet was added"
            ),
            ("CREATE TABLE sneaky (a)", "the table sneaky was added"),
        ]
        let database = try Database(path: scratch.trail, mode: .readWrite)
        for (sql, _) in changes { try database.execute(sql) }
        let findings = try await scratch.verify().findings.map(\.description)
        #expect(Set(findings) == Set(changes.map { "the tables are not as tend made them: \($0.1)" }))
    }

    @Test("a table that is gone is a finding, not a failure to look")
    func tableGone() async throws {
        try await scratch.filled(2)
        try Database(path: scratch.trail, mode: .readWrite).script(
            "DROP TABLE entry; CREATE VIEW entry AS SELECT 1 AS a;")
        let findings = try await scratch.verify().findings.map(\.description)
        #expect(findings.contains("the tables are not as tend made them: the table entry is missing"))
        #expect(findings.contains("the tables are not as tend made them: the view entry was added"))
    }

    @Test("a schema rewritten through writable_schema is noticed")
    func writableSchema() async throws {
        try await scratch.filled(3)
        let program = """
            import sqlite3, sys
            c = sqlite3.connect(sys.argv[1])
            c.execute("PRAGMA writable_schema = ON")
            c.execute("UPDATE sqlite_schema SET sql = replace(sql, 'RAISE(ABORT,', 'nullif(1,') "
                      "WHERE name = 'entry_never_goes'")
            c.execute("UPDATE sqlite_schema SET sql = replace(sql, ' STRICT', '') WHERE name = 'entry'")
            c.commit()
            """
        #expect(try await python(program, [scratch.trail]).succeeded)
        let findings = try await scratch.verify().findings.map(\.description)
        #expect(
            findings == [
                "the tables are not as tend made them: the table entry was changed",
                "the tables are not as tend made them: the trigger entry_never_goes was changed",
            ])
    }
}
