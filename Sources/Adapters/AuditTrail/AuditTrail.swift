import Reconciliation
import SQLite

/// The append-only record of what was done and why: one SQLite file, hash-chained, written by the daemon and by the command
/// line at once.
///
///     let trail = try await AuditTrail.open(path: "/var/lib/tend/audit.db", for: .writing)
///     try await trail.intend(intent)          // on the disk when this returns
///
/// Every call works on a thread of the trail's own; appends that arrive together share one transaction and one fsync. How
/// entries are hashed is told at `EntryFields`. It never takes the time itself: every entry carries the time it is given.
public actor AuditTrail: SQLiteActor {
    /// What the trail is opened for.
    public enum Access: Sendable {
        /// Reading and verifying. The file must exist; it is neither created nor changed.
        case reading
        /// Appending and reading. An absent file is created with mode 0600 in a directory that exists; an older one is brought
        /// up to date.
        case writing
    }

    /// Says that a file is an audit trail of tend: "tend" in ASCII, as SQLite's `application_id`.
    public static let applicationID: Int64 = 0x7465_6e64

    /// The file, as it was given.
    public nonisolated let path: String
    let access: Access
    let busyTimeout: Duration
    var opened: Database?
    var waiting: [Append] = []

    /// The trail's own thread.
    public nonisolated let executor: SQLiteExecutor

    private init(path: String, access: Access, busyTimeout: Duration) {
        self.path = path
        self.access = access
        self.busyTimeout = busyTimeout
        executor = SQLiteExecutor(label: "tend.audit-trail")
    }

    /// Opens a trail.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - access: What for.
    ///   - busyTimeout: How long to wait for another process that is writing.
    /// - Throws: ``AuditTrailError`` when the file is missing, isn't an audit trail, can't be read or written, is of a newer
    ///   version, or has lost its triggers. A file that isn't an audit trail is left as it is.
    public static func open(
        path: String, for access: Access, busyTimeout: Duration = .seconds(30)
    ) async throws(AuditTrailError) -> AuditTrail {
        let trail = AuditTrail(path: path, access: access, busyTimeout: busyTimeout)
        try await trail.connect()
        return trail
    }

    private func connect() throws(AuditTrailError) {
        opened = try TrailFile(path: path, busyTimeout: busyTimeout).open(access)
    }

    /// Runs `body` on the connection and says of a failure what it kept from being done.
    func with<Result>(
        _ purpose: String, _ body: (Database) throws -> Result
    ) throws(AuditTrailError) -> Result {
        do {
            guard let opened else { throw AuditTrailError(.missing, path: path, purpose: purpose) }
            return try body(opened)
        } catch {
            throw AuditTrailError(error, path: path, purpose: purpose)
        }
    }
}

extension AuditTrailError {
    /// Any error as one of the trail: its own stay as they are.
    init(_ error: any Error, path: String, purpose: String) {
        switch error {
        case let error as AuditTrailError: self = error
        case let error as SQLiteError: self.init(error, path: path, purpose: purpose)
        default: self.init(.other("\(error)"), path: path, purpose: purpose)
        }
    }
}
