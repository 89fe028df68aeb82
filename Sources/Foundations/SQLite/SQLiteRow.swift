/// One row of an answer, copied out of SQLite: it stays valid after the statement goes on.
///
/// Columns are counted from 0, in the order of the `SELECT`. A cell that is not of the type asked for, or a column that
/// isn't there, throws ``SQLiteError`` of kind `wrongType`: the file may have been made by someone else.
public struct SQLiteRow: Sendable {
    /// The cells, in the order of the `SELECT`.
    public let values: [SQLiteValue]
    /// The names of the columns, in the same order.
    public let columns: [String]
    let path: String
    let statement: String

    /// The integer in a column.
    public func integer(_ column: Int) throws(SQLiteError) -> Int64 {
        guard case .integer(let value) = try value(column) else { throw mismatch(column, expected: "INTEGER") }
        return value
    }

    /// The real number in a column. An integer is not taken for one.
    public func real(_ column: Int) throws(SQLiteError) -> Double {
        guard case .real(let value) = try value(column) else { throw mismatch(column, expected: "REAL") }
        return value
    }

    /// The text in a column. Text that is not UTF-8 throws.
    public func text(_ column: Int) throws(SQLiteError) -> String {
        guard case .text(let value) = try value(column) else { throw mismatch(column, expected: "TEXT") }
        return value
    }

    /// The bytes in a column.
    public func blob(_ column: Int) throws(SQLiteError) -> [UInt8] {
        guard case .blob(let value) = try value(column) else { throw mismatch(column, expected: "BLOB") }
        return value
    }

    /// The integer in a column, or nil for `NULL`.
    public func integerIfPresent(_ column: Int) throws(SQLiteError) -> Int64? {
        try value(column) == .null ? nil : try integer(column)
    }

    /// The text in a column, or nil for `NULL`.
    public func textIfPresent(_ column: Int) throws(SQLiteError) -> String? {
        try value(column) == .null ? nil : try text(column)
    }

    /// The bytes in a column, or nil for `NULL`.
    public func blobIfPresent(_ column: Int) throws(SQLiteError) -> [UInt8]? {
        try value(column) == .null ? nil : try blob(column)
    }

    /// The cell in a column, whatever it holds.
    public func value(_ column: Int) throws(SQLiteError) -> SQLiteValue {
        guard values.indices.contains(column) else {
            throw SQLiteError(
                kind: .wrongType, message: "the answer has \(values.count) columns; column \(column) was asked for",
                path: path, statement: statement)
        }
        return values[column]
    }

    private func mismatch(_ column: Int, expected: String) -> SQLiteError {
        let name = columns.indices.contains(column) ? columns[column] : "\(column)"
        return SQLiteError(
            kind: .wrongType,
            message: "column \(name) holds \(values[column].typeName) where \(expected) is expected",
            path: path, statement: statement)
    }
}
