import SQLite

/// What a file's schema has that it shouldn't, or lacks. The model is a database in memory made by the same migrations.
enum SchemaComparison {
    /// One difference.
    enum Difference: Hashable, Sendable, CustomStringConvertible {
        case missing(String)
        case changed(String)
        case unexpected(String)

        var description: String {
            switch self {
            case .missing(let what): "\(what) is missing"
            case .changed(let what): "\(what) was changed"
            case .unexpected(let what): "\(what) was added"
            }
        }
    }

    /// The differences, in the order of the names; none when the schema is as the migrations make it.
    static func differences(in database: Database) throws -> [Difference] {
        let model = try Database(path: "schema", mode: .memory)
        for migration in Migration.all { try model.script(migration.sql) }
        let expected = try objects(of: model)
        let actual = try objects(of: database)
        return Set(expected.keys).union(actual.keys).sorted().compactMap { name in
            switch (expected[name], actual[name]) {
            case (nil, _): .unexpected(name)
            case (_, nil): .missing(name)
            case (let expected?, let actual?): expected == actual ? nil : .changed(name)
            }
        }
    }

    /// The bytes of each object's definition by its type and name: strings that look the same compare equal in Swift.
    private static func objects(of database: Database) throws -> [String: [SQLiteValue]] {
        var objects: [String: [SQLiteValue]] = [:]
        let sql = "SELECT type, name, CAST(tbl_name AS BLOB), CAST(sql AS BLOB) FROM main.sqlite_schema"
        try database.forEach(sql) { row in
            objects["the \(try row.text(0)) \(try row.text(1))"] = Array(row.values.dropFirst(2))
        }
        return objects
    }
}
