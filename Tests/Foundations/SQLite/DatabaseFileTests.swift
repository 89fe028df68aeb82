import Glibc
import SQLite
import Testing

@Suite struct DatabaseFileTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    private func failure(_ path: String, _ mode: Database.Mode) -> SQLiteError? {
        #expect(throws: SQLiteError.self) {
            try Database(path: path, mode: mode).execute("SELECT count(*) FROM main.sqlite_schema")
        }
    }

    @Test("a new file is readable by its owner alone, and so are the files beside it")
    func permissions() throws {
        let previous = umask(0)
        defer { umask(previous) }
        let database = try Database(path: directory.file("a.db"), mode: .create)
        try database.execute("PRAGMA journal_mode = WAL")
        try database.execute("CREATE TABLE main.t (a INTEGER) STRICT")
        #expect(directory.names() == ["a.db", "a.db-wal", "a.db-shm"])
        for name in directory.names() {
            var status = stat()
            #expect(lstat(directory.file(name), &status) == 0)
            #expect(status.st_mode & 0o777 == 0o600)
        }
    }

    @Test("opening an absent file to read or to write is an error that creates nothing")
    func absentFile() throws {
        for mode in [Database.Mode.readOnly, .readWrite] {
            let error = failure(directory.file("a.db"), mode)
            #expect(error?.kind == .missing)
            #expect(error?.message == "there is no such file")
        }
        #expect(directory.names().isEmpty)
    }

    @Test("an absent directory is named")
    func absentDirectory() throws {
        let error = failure(directory.file("no/a.db"), .create)
        #expect(error?.kind == .missingDirectory)
        #expect(
            error?.description
                == "\(directory.file("no/a.db")): the directory \(directory.file("no/")) can't be entered "
                + "(No such file or directory)")
    }

    @Test("a symbolic link is not followed, a link among the directories is")
    func links() throws {
        try Database(path: directory.file("a.db"), mode: .create).execute("CREATE TABLE main.t (a INTEGER) STRICT")
        #expect(symlink("a.db", directory.file("link.db")) == 0)
        let error = failure(directory.file("link.db"), .readOnly)
        #expect(error?.kind == .notAPlainFile)
        #expect(error?.message == "it is a symbolic link, which is not followed")
        #expect(symlink(directory.path, directory.file("folder")) == 0)
        let database = try Database(path: directory.file("folder/a.db"), mode: .readOnly)
        #expect(try database.rows("SELECT a FROM main.t").isEmpty)
        #expect(database.path == directory.file("a.db"))
    }

    @Test("a directory, an empty path and a path that ends in a slash are refused")
    func notFiles() throws {
        #expect(failure(directory.path, .create)?.message == "it is a directory")
        for path in ["", "/", "\(directory.path)/", "\(directory.path)/.."] {
            #expect(failure(path, .create)?.message == "the path names no file")
        }
    }

    @Test("a path that looks like a URI or like memory is an ordinary file")
    func noURIs() throws {
        for name in ["file:x?mode=memory", ":memory:"] {
            let database = try Database(path: directory.file(name), mode: .create)
            try database.execute("CREATE TABLE main.t (a INTEGER) STRICT")
            #expect(directory.names().contains(name))
        }
    }

    @Test("a file with other content is told from a damaged one")
    func contents() throws {
        try directory.write(
            Array("this is a letter, not a database, and long enough to be looked at".utf8), to: "a.txt")
        #expect(failure(directory.file("a.txt"), .readWrite)?.kind == .notADatabase)
        let path = directory.file("b.db")
        do {
            let database = try Database(path: path, mode: .create)
            try database.script("CREATE TABLE t (a BLOB); INSERT INTO t VALUES (randomblob(90000));")
        }
        #expect(truncate(path, 8192) == 0)
        let error = #expect(throws: SQLiteError.self) {
            try Database(path: path, mode: .readOnly).rows("SELECT a FROM main.t")
        }
        #expect(error?.kind == .corrupt)
    }

    @Test("writing through a read-only connection says so")
    func readOnly() throws {
        let path = directory.file("a.db")
        try Database(path: path, mode: .create).execute("CREATE TABLE main.t (a INTEGER) STRICT")
        let reader = try Database(path: path, mode: .readOnly)
        let error = #expect(throws: SQLiteError.self) { try reader.execute("INSERT INTO main.t VALUES (1)") }
        #expect(error?.kind == .readOnly)
    }

    @Test("a lock that is not given up in time is busy, and one that is given up is waited for")
    func locks() async throws {
        let path = directory.file("a.db")
        let first = try Database(path: path, mode: .create)
        try first.script("PRAGMA journal_mode = WAL; CREATE TABLE t (a INTEGER) STRICT;")
        let second = try Database(path: path, mode: .readWrite, busyTimeout: .milliseconds(20))
        try first.execute("BEGIN IMMEDIATE")
        let error = #expect(throws: SQLiteError.self) {
            try second.transaction { try second.execute("INSERT INTO main.t VALUES (2)") }
        }
        #expect(error?.kind == .busy)
        try first.execute("COMMIT")
        try second.transaction { try second.execute("INSERT INTO main.t VALUES (2)") }
        #expect(try first.rows("SELECT a FROM main.t").count == 1)
    }

    @Test("a write-ahead log comes with a sync at every commit, and waits for a lock that stands in its way")
    func writeAheadLog() async throws {
        let path = directory.file("a.db")
        let first = try Database(path: path, mode: .create)
        try first.execute("CREATE TABLE main.t (a INTEGER) STRICT")
        try first.execute("BEGIN IMMEDIATE")
        let refused = #expect(throws: SQLiteError.self) {
            try Database(path: path, mode: .readWrite, busyTimeout: .milliseconds(10)).useWriteAheadLog()
        }
        #expect(refused?.kind == .busy)
        async let mode = Task.detached {
            let second = try Database(path: path, mode: .readWrite)
            try second.useWriteAheadLog()
            return [
                try second.first("PRAGMA main.journal_mode")?.text(0),
                try second.first("PRAGMA main.synchronous").map { "\(try $0.integer(0))" },
            ]
        }.value
        try first.execute("COMMIT")
        #expect(try await mode == ["wal", "2"])
    }

    @Test("a limit on the file's size is a full disk, and the file is whole afterwards")
    func full() throws {
        let database = try Database(path: directory.file("a.db"), mode: .create)
        try database.script("PRAGMA journal_mode = WAL; CREATE TABLE t (a BLOB) STRICT; PRAGMA max_page_count = 8;")
        let error = #expect(throws: SQLiteError.self) {
            try database.transaction { try database.execute("INSERT INTO main.t VALUES (randomblob(90000))") }
        }
        #expect(error?.kind == .diskFull)
        #expect(!database.isInTransaction)
        #expect(try database.first("PRAGMA integrity_check")?.text(0) == "ok")
    }
}
