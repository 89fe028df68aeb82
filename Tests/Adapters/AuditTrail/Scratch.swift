import AuditTrail
import FoundationEssentials
import Reconciliation
import SQLite
import Subprocess
import Testing

/// A directory of a test's own, removed with it.
final class Scratch: Sendable {
    let path: String
    /// Where the trail stands.
    var trail: String { "\(path)/audit.db" }

    init() throws {
        path = "/tmp/tend-audit-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func open(_ access: AuditTrail.Access = .writing) async throws -> AuditTrail {
        try await AuditTrail.open(path: trail, for: access)
    }

    /// A trail with so many notes, closed again.
    func filled(_ count: Int) async throws {
        let trail = try await open()
        for number in 0..<count { try await trail.note(Sample.note("note \(number + 1)", second: number)) }
    }

    /// Does something to the file that tend never does, past the triggers, which stand again afterwards.
    func tamper(_ body: (Database) throws -> Void) throws {
        let database = try Database(path: trail, mode: .readWrite)
        let triggers = try database.rows("SELECT name, sql FROM main.sqlite_schema WHERE type = 'trigger'")
        for trigger in triggers { try database.execute("DROP TRIGGER main.\(try trigger.text(0))") }
        try body(database)
        for trigger in triggers { try database.execute(try trigger.text(1)) }
    }

    /// What a look at the trail by a reader of its own finds.
    func verify() async throws -> Verification {
        try await open(.reading).verify()
    }

    func names() throws -> Set<String> {
        Set(try FileManager.default.contentsOfDirectory(atPath: path))
    }
}

/// Runs a page of Python with the trail's path as its argument, and returns what it printed.
func python(_ program: String, _ arguments: [String]) async throws -> ProcessResult {
    try await Command(
        "python3", ["-c", program] + arguments, environment: ["PATH": "/usr/bin:/bin"],
        limits: ProcessLimits(time: .seconds(60))
    ).run()
}
