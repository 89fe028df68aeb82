import CSQLite
import Glibc

/// A connection to an SQLite file.
///
///     let database = try Database(path: "/var/lib/shop/ledger.db", mode: .create)
///     try database.execute("INSERT INTO main.payment (amount, note) VALUES (?, ?)", [.integer(7), .text(note)])
///     for row in try database.rows("SELECT amount FROM main.payment WHERE note = ?", [.text(note)]) {
///         total += try row.integer(0)
///     }
///
/// Values are always bound, never spliced into the text. Every call blocks until SQLite is done: let a `Database` live in
/// an actor on a ``SQLiteExecutor``. It is not `Sendable`. The handle is closed when the last reference goes.
public final class Database {
    /// What may be done to the file.
    public enum Mode: Sendable {
        /// Read only. The file must exist and is never changed. (Next to a file in WAL mode SQLite keeps its `-shm` and
        /// `-wal` files, also for readers.)
        case readOnly
        /// Read and write a file that exists.
        case readWrite
        /// Read and write; an absent file is created with mode 0600 in a directory that exists.
        case create
        /// A private database in memory, gone with the connection. The path only names it in errors.
        case memory
    }

    /// The file, with its directory resolved.
    public let path: String
    /// What may be done to it.
    public let mode: Mode
    private let busyTimeout: Duration
    private let handle: OpaquePointer
    private var statements: [String: Statement] = [:]

    /// Statements kept prepared. More than this many different texts is a sign of spliced values; the cache then starts anew.
    private static let cacheLimit = 64

    /// Opens a file. A symbolic link at the path is refused; so is anything but a plain file.
    ///
    /// SQLite reads the file only when the first statement runs: what is not a database is found out then.
    ///
    /// - Parameters:
    ///   - path: A path; relative ones are resolved now.
    ///   - mode: What may be done.
    ///   - busyTimeout: How long a statement waits for another connection's lock before it throws `busy`.
    public init(path: String, mode: Mode, busyTimeout: Duration = .seconds(30)) throws(SQLiteError) {
        let resolved = mode == .memory ? path : try DatabaseFile.resolve(path)
        self.path = resolved
        self.mode = mode
        self.busyTimeout = busyTimeout
        handle = try Database.open(resolved, mode)
        let (seconds, attoseconds) = busyTimeout.components
        let milliseconds = max(0, min(seconds, 86_400)) * 1000 + attoseconds / 1_000_000_000_000_000
        sqlite3_busy_timeout(handle, Int32(clamping: milliseconds))
        // A file may come from anyone: its schema gets no trust, and no statement of ours may rewrite the schema's text.
        for (option, value) in [
            (SQLITE_DBCONFIG_DEFENSIVE, Int32(1)), (SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0), (SQLITE_DBCONFIG_DQS_DML, 0),
            (SQLITE_DBCONFIG_DQS_DDL, 0),
        ] {
            let status = csqlite_configure(handle, option, value)
            guard status == SQLITE_OK else {
                throw Database.error(status, handle, path: self.path, statement: nil)
            }
        }
    }

    private static func open(_ path: String, _ mode: Mode) throws(SQLiteError) -> OpaquePointer {
        var flags = SQLITE_OPEN_FULLMUTEX | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE
        var name = path
        switch mode {
        case .memory:
            name = ":memory:"
            flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY
        case .readOnly, .readWrite, .create:
            if mode == .create { try DatabaseFile.create(path) }
            try DatabaseFile.requirePlainFile(path)
            if mode == .readOnly {
                flags |= SQLITE_OPEN_READONLY
                if DatabaseFile.isImmutable(path) {
                    name = DatabaseFile.immutableURI(path)
                    flags |= SQLITE_OPEN_URI
                }
            } else {
                try DatabaseFile.requireWritable(path)
                flags |= SQLITE_OPEN_READWRITE
            }
        }
        var handle: OpaquePointer?
        let status = sqlite3_open_v2(name, &handle, flags, nil)
        guard let handle else {
            throw SQLiteError(kind: .outOfMemory, code: status, message: "out of memory", path: path)
        }
        guard status == SQLITE_OK else {
            let error = Database.error(status, handle, path: path, statement: nil)
            sqlite3_close_v2(handle)
            throw error
        }
        return handle
    }

    deinit {
        statements.removeAll()
        sqlite3_close_v2(handle)
    }

    /// True between `BEGIN` and its end. SQLite ends a transaction by itself after some failures.
    public var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// Runs one statement and drops its rows.
    public func execute(_ sql: String, _ values: [SQLiteValue] = []) throws(SQLiteError) {
        try run(sql, values) { _ in }
    }

    /// Runs one statement and returns all its rows.
    public func rows(_ sql: String, _ values: [SQLiteValue] = []) throws(SQLiteError) -> [SQLiteRow] {
        var rows: [SQLiteRow] = []
        try run(sql, values) { rows.append($0) }
        return rows
    }

    /// Runs one statement and returns its first row, nil if it has none.
    public func first(_ sql: String, _ values: [SQLiteValue] = []) throws(SQLiteError) -> SQLiteRow? {
        try rows(sql, values).first
    }

    /// Runs one statement and hands over row after row, with one row in memory at a time. An error that `body` throws ends
    /// it and is passed on.
    public func forEach(_ sql: String, _ values: [SQLiteValue] = [], _ body: (SQLiteRow) throws -> Void) throws {
        let statement = try statement(sql)
        try statement.run(values, body)
    }

    /// Runs several statements, such as those of a migration. They take no values and give no rows.
    public func script(_ sql: String) throws(SQLiteError) {
        let status = sqlite3_exec(handle, sql, nil, nil, nil)
        guard status == SQLITE_OK else { throw Database.error(status, handle, path: path, statement: sql) }
    }

    /// Runs `body` between `BEGIN IMMEDIATE` and `COMMIT`: the write lock is taken first (waiting at most the busy timeout),
    /// so what `body` reads can't be changed by others before it writes. Whatever `body` throws, or a commit that fails,
    /// rolls everything back and is passed on. Transactions don't nest.
    public func transaction<Result>(_ body: () throws -> Result) throws -> Result {
        try execute("BEGIN IMMEDIATE")
        do {
            let result = try body()
            try execute("COMMIT")
            return result
        } catch {
            rollBack()
            throw error
        }
    }

    /// Runs `body`, which only reads, on one unchanging view of the file, whatever others append meanwhile. It keeps no writer
    /// waiting (in WAL mode).
    public func snapshot<Result>(_ body: () throws -> Result) throws -> Result {
        try execute("BEGIN DEFERRED")
        // Nothing to keep, and on a damaged file a commit fails.
        defer { rollBack() }
        return try body()
    }

    /// After some errors SQLite has rolled back already. If this fails too, the first error is still the one to tell.
    private func rollBack() {
        if isInTransaction { try? execute("ROLLBACK") }
    }

    /// Puts the file into WAL mode, where readers and a writer don't keep one another waiting, with `synchronous = FULL`: a
    /// commit returns when it is on the disk. SQLite doesn't wait for locks in a change of mode, so this does.
    public func useWriteAheadLog() throws(SQLiteError) {
        let end = ContinuousClock.now + busyTimeout
        while true {
            do throws(SQLiteError) {
                guard try first("PRAGMA main.journal_mode = WAL")?.text(0) == "wal" else {
                    throw SQLiteError(
                        kind: .other, message: "the file system doesn't support a write-ahead log", path: path)
                }
                break
            } catch {
                guard error.kind == .busy, ContinuousClock.now < end else { throw error }
                usleep(2_000)
            }
        }
        try execute("PRAGMA main.synchronous = FULL")
    }

    private func run(_ sql: String, _ values: [SQLiteValue], _ each: (SQLiteRow) -> Void) throws(SQLiteError) {
        do {
            try forEach(sql, values, each)
        } catch let error as SQLiteError {
            throw error
        } catch {
            throw SQLiteError(kind: .other, message: "\(error)", path: path, statement: sql)
        }
    }

    private func statement(_ sql: String) throws(SQLiteError) -> Statement {
        if let cached = statements[sql], !cached.isRunning { return cached }
        let statement = try Statement(sql, connection: handle, path: path)
        if statements.count >= Database.cacheLimit { statements.removeAll() }
        statements[sql] = statement
        return statement
    }

    static func error(
        _ status: Int32, _ handle: OpaquePointer, path: String, statement: String?
    ) -> SQLiteError {
        SQLiteError(
            extendedCode: status, systemError: sqlite3_system_errno(handle),
            message: sqlite3_errmsg(handle).map { String(cString: $0) } ?? "unknown error", path: path,
            statement: statement)
    }
}
