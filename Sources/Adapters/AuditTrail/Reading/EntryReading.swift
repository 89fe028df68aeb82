import SQLite

/// Reading entries with their attachments.
enum EntryReading {
    /// What every reading of whole entries selects: the hashed columns, the hashes, the attachment's text. Entries are `e`.
    static let select = """
        SELECT e.sequence, e.time_ns, e.kind, e.environment, e.subject, e.action, e.pass, e."commit", e.actor, e.payload,
            e.attachment, e.leaf_hash, e.chain_hash, a.content
        FROM main.entry AS e LEFT JOIN main.attachment AS a ON a.digest = e.attachment
        """

    static func read(_ rest: String, _ values: [SQLiteValue], in database: Database) throws -> [Entry] {
        var entries: [Entry] = []
        try database.forEach("\(select) \(rest)", values) { row in entries.append(try entry(row)) }
        return entries
    }

    private static func entry(_ row: SQLiteRow) throws -> Entry {
        let fields = try EntryFields(row)
        return Entry(
            fields, payload: try row.textIfPresent(13) ?? fields.payload, leafHash: try row.blob(11),
            chainHash: try row.blob(12))
    }
}
