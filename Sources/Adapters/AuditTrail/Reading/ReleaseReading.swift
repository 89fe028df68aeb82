import Model
import SQLite

/// Reading releases on a connection, inside a transaction or out of it.
struct ReleaseReading {
    let path: String
    let purpose: String

    /// What stands in the column `subject` of a release's entry.
    static func subject(_ number: Int) -> String { "release/\(number)" }

    /// The newest release of an environment; nil before the first.
    func latest(of environment: EnvironmentName, in database: Database) throws -> Release? {
        try read(
            "e.kind = 'release' AND e.environment = ? ORDER BY e.sequence DESC LIMIT 1", [.text(environment.text)],
            in: database
        ).first
    }

    /// The release of a number; nil if there is none.
    func release(_ number: Int, of environment: EnvironmentName, in database: Database) throws -> Release? {
        try read(
            "e.kind = 'release' AND e.environment = ? AND e.subject = ?",
            [.text(environment.text), .text(Self.subject(number))], in: database
        ).first
    }

    /// All releases of an environment, oldest first.
    func all(of environment: EnvironmentName, in database: Database) throws -> [Release] {
        try read(
            "e.kind = 'release' AND e.environment = ? ORDER BY e.sequence", [.text(environment.text)], in: database)
    }

    private func read(_ condition: String, _ values: [SQLiteValue], in database: Database) throws -> [Release] {
        try EntryReading.read("WHERE \(condition)", values, in: database).map { entry in
            do {
                return try Payload.value(Release.self, from: entry.payload)
            } catch {
                throw AuditTrailError(
                    .unreadableEntry(sequence: entry.sequence, reason: "\(error)"), path: path, purpose: purpose)
            }
        }
    }
}
