import AuditTrail

/// Entries of the audit trail, a line each.
enum EntryTable {
    static func lines(_ entries: [Entry]) -> [String] {
        var table = TextTable()
        for entry in entries {
            table.row(
                "\(entry.sequence)", Wording.moment(entry.at), entry.kind.rawValue, entry.environment ?? "",
                entry.subject ?? "", entry.headline)
        }
        return table.lines()
    }
}
