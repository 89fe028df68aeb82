import Model
import SQLite

extension AuditTrail {
    /// The entries that a filter lets through, oldest first. With a limit these are the newest so many.
    public func entries(matching filter: EntryFilter) throws(AuditTrailError) -> [Entry] {
        var conditions: [String] = []
        var values: [SQLiteValue] = []
        if let environment = filter.environment {
            conditions.append("e.environment = ?")
            values.append(.text(environment.text))
        }
        if !filter.kinds.isEmpty {
            let kinds = filter.kinds.map(\.rawValue).sorted()
            conditions.append("e.kind IN (\(kinds.map { _ in "?" }.joined(separator: ", ")))")
            values += kinds.map(SQLiteValue.text)
        }
        if let action = filter.action {
            conditions.append("e.action = ?")
            values.append(.text(action.text))
        }
        if let since = filter.since {
            conditions.append("e.time_ns >= ?")
            values.append(.integer(Timestamp.nanoseconds(since)))
        }
        return try entries(
            "read the audit trail", where: conditions.isEmpty ? "true" : conditions.joined(separator: " AND "), values,
            order: "DESC", limit: filter.limit
        ).reversed()
    }

    /// What happened to one environment, oldest first; with a limit the newest so many.
    public func history(of environment: EnvironmentName, limit: Int? = nil) throws(AuditTrailError) -> [Entry] {
        try entries(matching: EntryFilter(environment: environment, limit: limit))
    }

    /// One entry; nil if the trail doesn't go that far.
    public func entry(_ sequence: Int64) throws(AuditTrailError) -> Entry? {
        try entries("read entry \(sequence)", where: "e.sequence = ?", [.integer(sequence)], order: "ASC", limit: 1)
            .first
    }

    func entries(
        _ purpose: String, where condition: String, _ values: [SQLiteValue], order: String, limit: Int?
    ) throws(AuditTrailError) -> [Entry] {
        try with(purpose) { database in
            try EntryReading.read(
                "WHERE \(condition) ORDER BY e.sequence \(order) LIMIT ?",
                values + [.integer(Int64(max(0, limit ?? .max)))], in: database)
        }
    }
}
