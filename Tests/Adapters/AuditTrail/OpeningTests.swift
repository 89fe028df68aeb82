import AuditTrail
import FoundationEssentials
import Model
import Reconciliation
import SQLite
import Testing

@Suite struct OpeningTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func failure(_ path: String, _ access: AuditTrail.Access) async -> AuditTrailError? {
        await #expect(throws: AuditTrailError.self) { try await AuditTrail.open(path: path, for: access) }
    }

    @Test("a new trail is readable by its owner alone, in WAL mode, marked as tend's")
    func newTrail() async throws {
        let trail = try await scratch.open()
        try await trail.intend(try Sample.intent())
        for name in try scratch.names() {
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(scratch.path)/\(name)")
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
        let database = try Database(path: scratch.trail, mode: .readOnly)
        #expect(try database.first("PRAGMA main.journal_mode")?.text(0) == "wal")
        #expect(try database.first("PRAGMA main.application_id")?.integer(0) == AuditTrail.applicationID)
        #expect(try database.first("PRAGMA main.user_version")?.integer(0) == 1)
    }

    @Test("reading a trail that isn't there is an error that makes nothing")
    func readingNothing() async throws {
        let error = await failure(scratch.trail, .reading)
        #expect(error?.problem == .missing)
        #expect(error?.message == "can't open the audit trail: there is no audit trail at \(scratch.trail)")
        #expect(error?.advice == "tend writes it when it first acts; check the path if it should be there")
        #expect(try scratch.names() == [])
    }

    @Test("reading and verifying leave the file's bytes as they are, and nothing can be appended")
    func readingOnly() async throws {
        try await scratch.filled(3)
        let before = try Data(contentsOf: URL(filePath: scratch.trail))
        do {
            let trail = try await scratch.open(.reading)
            #expect(try await trail.verify().isWhole)
            let error = await #expect(throws: JournalFailure.self) { try await trail.intend(try Sample.intent()) }
            #expect(
                error?.message == "can't record the intent to startInstances fleet/web in prd: the audit trail "
                    + "\(scratch.trail), or its directory, can't be written")
        }
        #expect(try Data(contentsOf: URL(filePath: scratch.trail)) == before)
    }

    @Test("a directory that doesn't exist is named and not made")
    func missingDirectory() async throws {
        let path = "\(scratch.path)/no/audit.db"
        let error = await failure(path, .writing)
        #expect(error?.problem == .missingDirectory)
        #expect(
            error?.description == "can't open the audit trail: the directory of the audit trail \(path) does not exist "
                + "(create the directory, with mode 0700 and owned by the user that runs tend)")
        #expect(try scratch.names() == [])
    }

    @Test("a file that is no database is refused and left as it is")
    func notADatabase() async throws {
        let text = Data(
            "notes of last week, which nobody wants to lose; they are long enough to look like something".utf8)
        try text.write(to: URL(filePath: scratch.trail))
        for access in [AuditTrail.Access.reading, .writing] {
            let error = await failure(scratch.trail, access)
            #expect(error?.problem == .notADatabase)
            #expect(error?.message == "can't open the audit trail: \(scratch.trail) is not an SQLite database")
            #expect(error?.advice == "the file was left as it is; give another path")
        }
        #expect(try Data(contentsOf: URL(filePath: scratch.trail)) == text)
        #expect(try scratch.names() == ["audit.db"])
    }

    @Test("another program's database is refused and left as it is, whether it says whose it is or not")
    func foreign() async throws {
        for (name, id) in [("marked.db", 42), ("plain.db", 0)] {
            let path = "\(scratch.path)/\(name)"
            do {
                let database = try Database(path: path, mode: .create)
                try database.script("CREATE TABLE t (a); PRAGMA application_id = \(id);")
            }
            let before = try Data(contentsOf: URL(filePath: path))
            for access in [AuditTrail.Access.reading, .writing] {
                let error = await failure(path, access)
                #expect(error?.problem == .foreign(applicationID: Int64(id)))
                #expect(
                    error?.message
                        == "can't open the audit trail: \(path) is a database of another program (application_id \(id))"
                )
            }
            #expect(try Data(contentsOf: URL(filePath: path)) == before)
        }
    }

    @Test("a trail of a newer tend is refused")
    func newer() async throws {
        try await scratch.filled(1)
        try Database(path: scratch.trail, mode: .readWrite).script("PRAGMA user_version = 99")
        for access in [AuditTrail.Access.reading, .writing] {
            let error = await failure(scratch.trail, access)
            #expect(error?.problem == .newer(version: 99, known: 1))
        }
    }

    @Test("a trail that lost a trigger is not written any more, and can still be read")
    func lostTrigger() async throws {
        try await scratch.filled(1)
        try Database(path: scratch.trail, mode: .readWrite).script("DROP TRIGGER entry_never_goes")
        let error = await failure(scratch.trail, .writing)
        #expect(error?.problem == .schemaChanged("the trigger entry_never_goes is missing"))
        #expect(
            error?.message == "can't open the audit trail: the tables of the audit trail \(scratch.trail) are not as "
                + "tend made them: the trigger entry_never_goes is missing")
        #expect(try await scratch.open(.reading).entries(matching: EntryFilter()).count == 1)
    }

    @Test("a symbolic link is not followed")
    func link() async throws {
        try await scratch.filled(1)
        let path = "\(scratch.path)/link.db"
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: scratch.trail)
        let error = await failure(path, .writing)
        #expect(error?.problem == .notAPlainFile("it is a symbolic link, which is not followed"))
    }

    @Test("a file whose pages are damaged says so, and verifying finds it")
    func damagedPages() async throws {
        try await scratch.filled(200)
        var bytes = try Data(contentsOf: URL(filePath: scratch.trail))
        for index in (bytes.count - 8_192)..<bytes.count { bytes[index] = 0xa5 }
        try bytes.write(to: URL(filePath: scratch.trail))
        let report = try await scratch.verify()
        guard case .file = report.findings.first else {
            Issue.record("expected a damaged file, found \(report.findings)")
            return
        }
    }

    @Test("the triggers refuse to update, delete and replace, for connections that set nothing")
    func triggers() async throws {
        try await scratch.filled(2)
        let database = try Database(path: scratch.trail, mode: .readWrite)
        try database.execute("PRAGMA recursive_triggers = OFF")
        let columns = """
            (sequence, time_ns, kind, actor, payload, leaf_hash, chain_hash)
            VALUES (?, 0, 'k', 'a', '{}', zeroblob(32), zeroblob(32))
            """
        let refused: [(String, [SQLiteValue], String)] = [
            ("UPDATE main.entry SET actor = 'me' WHERE sequence = 1", [], "an entry is never changed"),
            ("DELETE FROM main.entry WHERE sequence = 2", [], "an entry is never deleted"),
            ("DELETE FROM main.entry", [], "an entry is never deleted"),
            ("INSERT OR REPLACE INTO main.entry \(columns)", [2], "an entry can only be added at the end"),
            ("INSERT INTO main.entry \(columns)", [4], "an entry can only be added at the end"),
            ("INSERT INTO main.entry \(columns)", [nil], "an entry can only be added at the end"),
        ]
        for (sql, values, reason) in refused {
            let error = #expect(throws: SQLiteError.self) { try database.execute(sql, values) }
            #expect(error?.message == "the audit trail is append-only: \(reason)")
        }
        #expect(try await scratch.verify().isWhole)
    }
}
