import CSQLite

/// A prepared statement. Owns its handle; the connection must outlive it, which ``Database`` sees to.
final class Statement {
    let sql: String
    let path: String
    /// True from the first step to the reset: the same text needed meanwhile must be prepared a second time.
    private(set) var isRunning = false
    private let connection: OpaquePointer
    private let handle: OpaquePointer
    private let columns: [String]

    init(_ sql: String, connection: OpaquePointer, path: String) throws(SQLiteError) {
        var sql = sql
        var handle: OpaquePointer?
        var rest = 0
        let status = sql.withUTF8 { (bytes: UnsafeBufferPointer<UInt8>) -> Int32 in
            bytes.withMemoryRebound(to: CChar.self) { text -> Int32 in
                var tail: UnsafePointer<CChar>?
                let status = sqlite3_prepare_v3(
                    connection, text.baseAddress, Int32(clamping: text.count), UInt32(SQLITE_PREPARE_PERSISTENT),
                    &handle, &tail)
                if let tail, let start = text.baseAddress { rest = text.count - (tail - start) }
                return status
            }
        }
        guard status == SQLITE_OK else { throw Database.error(status, connection, path: path, statement: sql) }
        let trailing = sql.utf8.suffix(max(0, rest))
        guard let handle, trailing.allSatisfy({ $0 == 0x20 || $0 == 0x0a || $0 == 0x0d || $0 == 0x09 }) else {
            sqlite3_finalize(handle)
            throw SQLiteError(
                kind: .statement, message: handle == nil ? "the statement is empty" : "one statement is expected",
                path: path, statement: sql)
        }
        self.sql = sql
        self.path = path
        self.connection = connection
        self.handle = handle
        columns = (0..<sqlite3_column_count(handle)).map { index in
            sqlite3_column_name(handle, index).map { String(cString: $0) } ?? ""
        }
    }

    deinit {
        sqlite3_finalize(handle)
    }

    /// Binds every parameter, runs to the end, and hands over each row. The statement is reset whatever happens.
    func run(_ values: [SQLiteValue], _ each: (SQLiteRow) throws -> Void) throws {
        isRunning = true
        defer {
            // The status that a reset returns is the one the last step already returned.
            sqlite3_reset(handle)
            sqlite3_clear_bindings(handle)
            isRunning = false
        }
        try bind(values)
        while true {
            let status = sqlite3_step(handle)
            if status == SQLITE_DONE { return }
            guard status == SQLITE_ROW else { throw Database.error(status, connection, path: path, statement: sql) }
            try each(row())
        }
    }

    private func bind(_ values: [SQLiteValue]) throws(SQLiteError) {
        let expected = Int(sqlite3_bind_parameter_count(handle))
        guard expected == values.count else {
            throw SQLiteError(
                kind: .statement, message: "the statement takes \(expected) values, not \(values.count)",
                path: path, statement: sql)
        }
        for (offset, value) in values.enumerated() {
            let index = Int32(clamping: offset + 1)
            let status: Int32
            switch value {
            case .null:
                status = sqlite3_bind_null(handle, index)
            case .integer(let integer):
                status = sqlite3_bind_int64(handle, index, integer)
            case .real(let real):
                status = sqlite3_bind_double(handle, index, real)
            case .text(var text):
                status = text.withUTF8 { bytes in
                    bytes.withMemoryRebound(to: CChar.self) {
                        csqlite_bind_text(handle, index, $0.baseAddress, UInt64($0.count))
                    }
                }
            case .blob(let bytes):
                status = bytes.withUnsafeBytes { csqlite_bind_blob(handle, index, $0.baseAddress, UInt64($0.count)) }
            case .invalidText:
                throw SQLiteError(
                    kind: .wrongType, message: "text that is not UTF-8 can't be written", path: path, statement: sql)
            }
            guard status == SQLITE_OK else { throw Database.error(status, connection, path: path, statement: sql) }
        }
    }

    private func row() -> SQLiteRow {
        var values: [SQLiteValue] = []
        values.reserveCapacity(columns.count)
        for index in 0..<sqlite3_data_count(handle) { values.append(value(index)) }
        return SQLiteRow(values: values, columns: columns, path: path, statement: sql)
    }

    private func value(_ index: Int32) -> SQLiteValue {
        switch sqlite3_column_type(handle, index) {
        case SQLITE_INTEGER:
            return .integer(sqlite3_column_int64(handle, index))
        case SQLITE_FLOAT:
            return .real(sqlite3_column_double(handle, index))
        case SQLITE_TEXT:
            // The pointer first, the length after it: the first call may convert the encoding.
            guard let start = sqlite3_column_text(handle, index) else { return .text("") }
            let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, index)))
            return String(validating: bytes, as: UTF8.self).map(SQLiteValue.text) ?? .invalidText(Array(bytes))
        case SQLITE_BLOB:
            guard let start = sqlite3_column_blob(handle, index) else { return .blob([]) }
            let bytes = UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, index)))
            return .blob(Array(bytes))
        default:
            return .null
        }
    }
}
