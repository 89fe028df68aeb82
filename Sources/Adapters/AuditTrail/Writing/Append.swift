import SQLite

/// An entry that waits to be written: the fields that the trail doesn't know itself are decided inside the transaction, by
/// looking at what is there.
struct Append {
    /// What was to be done, to complete "can't …".
    let purpose: String
    /// What to write; nil to write nothing. It reads only, so that a refusal leaves the others of a transaction unharmed.
    let decide: (Database) throws -> EntryDraft?
    let continuation: CheckedContinuation<Entry?, any Error>
}

/// What a caller knows of an entry.
struct EntryDraft: Sendable {
    var time: Int64
    var kind: EntryKind
    var environment: String?
    var subject: String?
    var action: String?
    var pass: String?
    var commit: String?
    var actor: String
    var payload: String
}
