import Glibc
import SQLite
import Testing

@Suite struct DatabaseTests {
    private func memory() throws -> Database { try Database(path: "memory", mode: .memory) }

    @Test("every type of value comes back as it was bound, the empty ones and the largest ones too")
    func roundTrip() throws {
        let database = try memory()
        let values: [SQLiteValue] = [
            .null, .integer(.min), .integer(.max), .real(0.1), .text(""), .text("a\0b"), .text("💡 naïve"), .blob([]),
            .blob([0, 255, 0]),
        ]
        for value in values {
            let row = try #require(try database.first("SELECT ?, typeof(?)", [value, value]))
            #expect(row.values[0] == value)
            #expect(row.values[1] == .text(value.typeName.lowercased()))
        }
    }

    @Test("a value is bound and never becomes part of the statement")
    func noInjection() throws {
        let database = try memory()
        try database.execute("CREATE TABLE main.t (a TEXT) STRICT")
        try database.execute("INSERT INTO main.t VALUES (?)", [.text("'); DROP TABLE t; --")])
        #expect(try database.first("SELECT a FROM main.t")?.text(0) == "'); DROP TABLE t; --")
    }

    @Test("text that is not UTF-8 is not repaired in silence, and can't be written")
    func invalidText() throws {
        let database = try memory()
        let row = try #require(try database.first("SELECT CAST(x'61ff' AS TEXT)"))
        #expect(row.values == [.invalidText([0x61, 0xff])])
        let failure = #expect(throws: SQLiteError.self) { try row.text(0) }
        #expect(failure?.message == "column CAST(x'61ff' AS TEXT) holds TEXT that is not UTF-8 where TEXT is expected")
        #expect(throws: SQLiteError.self) { try database.execute("SELECT ?", [.invalidText([0xff])]) }
    }

    @Test("a cell of another type, or a column that isn't there, is an error and not a guess")
    func wrongType() throws {
        let row = try #require(try memory().first("SELECT 1 AS n, 'x', NULL"))
        #expect(try row.integer(0) == 1)
        #expect(try row.textIfPresent(2) == nil)
        let text = #expect(throws: SQLiteError.self) { try row.text(0) }
        #expect(text?.kind == .wrongType)
        #expect(text?.message == "column n holds INTEGER where TEXT is expected")
        let absent = #expect(throws: SQLiteError.self) { try row.integer(3) }
        #expect(absent?.message == "the answer has 3 columns; column 3 was asked for")
    }

    @Test("a statement with the wrong number of values, with another after it, or with none in it is refused")
    func wrongStatements() throws {
        let database = try memory()
        let count = #expect(throws: SQLiteError.self) { try database.execute("SELECT ?, ?", [1]) }
        #expect(count?.message == "the statement takes 2 values, not 1")
        let two = #expect(throws: SQLiteError.self) { try database.execute("SELECT 1; SELECT 2") }
        #expect(two?.message == "one statement is expected")
        let none = #expect(throws: SQLiteError.self) { try database.execute("  ") }
        #expect(none?.message == "the statement is empty")
        let syntax = #expect(throws: SQLiteError.self) { try database.execute("SELEC 1") }
        #expect(syntax?.kind == .statement)
        #expect(syntax?.description == "memory: near \"SELEC\": syntax error [SQLite 1] in: SELEC 1")
    }

    @Test("an error shows the statement but never the values bound to it")
    func errorsHideValues() throws {
        let database = try memory()
        try database.execute("CREATE TABLE main.t (a TEXT UNIQUE) STRICT")
        try database.execute("INSERT INTO main.t VALUES (?)", [.text("hunter2")])
        let failure = try #require(
            #expect(throws: SQLiteError.self) {
                try database.execute("INSERT INTO main.t\n    VALUES (?)", [.text("hunter2")])
            })
        #expect(failure.kind == .constraint)
        #expect(
            failure.description
                == "memory: UNIQUE constraint failed: t.a [SQLite 2067] in: INSERT INTO main.t VALUES (?)")
    }

    @Test("the same statement can run inside its own rows")
    func nestedStatement() throws {
        let database = try memory()
        let sql = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 3) SELECT n FROM c"
        var seen = 0
        try database.forEach(sql) { _ in try database.forEach(sql) { _ in seen += 1 } }
        #expect(seen == 9)
    }

    @Test("an error thrown while rows are read ends the statement and is passed on")
    func stopReading() throws {
        struct Enough: Error {}
        let database = try memory()
        try database.execute("CREATE TABLE main.t (a INTEGER) STRICT")
        for value in 1...3 { try database.execute("INSERT INTO main.t VALUES (?)", [.integer(Int64(value))]) }
        var seen: [Int64] = []
        #expect(throws: Enough.self) {
            try database.forEach("SELECT a FROM main.t ORDER BY a") { row in
                seen.append(try row.integer(0))
                if seen.count == 2 { throw Enough() }
            }
        }
        #expect(seen == [1, 2])
        // A statement left open would keep the table from being dropped.
        try database.execute("DROP TABLE main.t")
    }

    @Test("a transaction keeps all that its body did, or nothing when the body throws")
    func transactions() throws {
        struct Refused: Error {}
        let database = try memory()
        try database.execute("CREATE TABLE main.t (a INTEGER) STRICT")
        let answer = try database.transaction {
            try database.execute("INSERT INTO main.t VALUES (1)")
            return 42
        }
        #expect(answer == 42)
        #expect(throws: Refused.self) {
            try database.transaction {
                try database.execute("INSERT INTO main.t VALUES (2)")
                throw Refused()
            }
        }
        #expect(!database.isInTransaction)
        #expect(try database.rows("SELECT a FROM main.t").map { try $0.integer(0) } == [1])
    }

    @Test("a commit that fails rolls back and leaves no transaction open")
    func failingCommit() throws {
        let database = try memory()
        try database.script(
            """
            PRAGMA foreign_keys = ON;
            CREATE TABLE main.parent (id INTEGER PRIMARY KEY) STRICT;
            CREATE TABLE main.child (p INTEGER REFERENCES parent(id) DEFERRABLE INITIALLY DEFERRED) STRICT;
            """)
        let failure = #expect(throws: SQLiteError.self) {
            try database.transaction { try database.execute("INSERT INTO main.child VALUES (7)") }
        }
        #expect(failure?.kind == .constraint)
        #expect(!database.isInTransaction)
        #expect(try database.rows("SELECT * FROM main.child").isEmpty)
    }

    @Test("more different statements than are kept prepared still all run")
    func cacheOverflow() throws {
        let database = try memory()
        for number in 0..<200 {
            #expect(try database.first("SELECT \(number)")?.integer(0) == Int64(number))
        }
    }

    @Test("no statement can rewrite the schema's text, and double quotes never stand for a string")
    func defensive() throws {
        let database = try memory()
        try database.execute("CREATE TABLE main.t (a INTEGER) STRICT")
        try database.execute("PRAGMA writable_schema = ON")
        #expect(throws: SQLiteError.self) { try database.execute("UPDATE main.sqlite_schema SET sql = ''") }
        #expect(throws: SQLiteError.self) { try database.execute("SELECT \"no such column\"") }
    }
}
