import SQLite

/// Opening the trail's file: finds out whose it is before anything is written to it.
struct TrailFile {
    let path: String
    let busyTimeout: Duration

    private static let purpose = "open the audit trail"

    func open(_ access: AuditTrail.Access) throws(AuditTrailError) -> Database {
        do {
            switch access {
            case .reading:
                let database = try Database(path: path, mode: .readOnly, busyTimeout: busyTimeout)
                let version = try identify(database)
                guard version > 0 else { throw error(.missing) }
                guard version == Migration.latest else {
                    throw error(.older(version: version, known: Migration.latest))
                }
                return database
            case .writing:
                try identifyExisting()
                let database = try Database(path: path, mode: .create, busyTimeout: busyTimeout)
                try migrate(database)
                try prepare(database)
                return database
            }
        } catch {
            throw AuditTrailError(error, path: path, purpose: Self.purpose)
        }
    }

    /// Looks at a file that exists through a connection that can't write: closing one that can would merge another program's
    /// log into its file.
    private func identifyExisting() throws {
        do {
            _ = try identify(Database(path: path, mode: .readOnly, busyTimeout: busyTimeout))
        } catch let error as SQLiteError where error.kind == .missing || error.kind == .cannotOpen {
            // Opening for writing makes the file, or says why it can't.
            return
        }
    }

    /// The version of a trail, 0 for an empty file. Throws for any other database.
    private func identify(_ database: Database) throws -> Int64 {
        try database.snapshot {
            let tables = try database.first("SELECT count(*) FROM main.sqlite_schema")?.integer(0) ?? 0
            let application = try database.first("PRAGMA main.application_id")?.integer(0) ?? 0
            let version = try database.first("PRAGMA main.user_version")?.integer(0) ?? 0
            if tables == 0, application == 0, version == 0 { return 0 }
            guard application == AuditTrail.applicationID else { throw error(.foreign(applicationID: application)) }
            guard version <= Migration.latest else {
                throw error(.newer(version: version, known: Migration.latest))
            }
            return version
        }
    }

    /// Takes the steps that the file hasn't taken. Whoever comes second, waiting for the lock, finds nothing to do.
    private func migrate(_ database: Database) throws {
        guard try identify(database) < Migration.latest else { return }
        try database.useWriteAheadLog()
        try database.transaction {
            let version = try database.first("PRAGMA main.user_version")?.integer(0) ?? 0
            for migration in Migration.all where migration.version > version {
                try database.script(migration.sql)
                try database.script("PRAGMA main.user_version = \(migration.version)")
            }
            try database.script("PRAGMA main.application_id = \(AuditTrail.applicationID)")
        }
    }

    private func prepare(_ database: Database) throws {
        try database.useWriteAheadLog()
        for setting in ["recursive_triggers = ON", "foreign_keys = ON", "trusted_schema = OFF", "cell_size_check = ON"]
        {
            try database.execute("PRAGMA \(setting)")
        }
        if let difference = try SchemaComparison.differences(in: database).first {
            throw error(.schemaChanged(difference.description))
        }
    }

    private func error(_ problem: AuditTrailError.Problem) -> AuditTrailError {
        AuditTrailError(problem, path: path, purpose: Self.purpose)
    }
}
