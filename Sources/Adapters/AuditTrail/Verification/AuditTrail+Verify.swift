import Crypto
import SQLite

extension AuditTrail {
    /// Checks the whole trail: the tables and triggers, SQLite's own structure, and every entry's hashes from the first to the
    /// last, on one view of the file while others append. One entry is in memory at a time.
    ///
    /// - Throws: ``AuditTrailError`` when the file can't be read; damage is not thrown but found.
    public func verify() throws(AuditTrailError) -> Verification {
        try with("verify the audit trail") { database in
            try database.snapshot {
                var findings: [Verification.Finding] = []
                var walk = ChainWalk()
                do {
                    findings += try SchemaComparison.differences(in: database).map { .schema($0.description) }
                    findings += try Self.damagedStructure(of: database)
                    if let finding = try walk.run(over: database) { findings.append(finding) }
                } catch let error as SQLiteError
                    where error.kind == .corrupt || error.kind == .notADatabase || !findings.isEmpty
                {
                    // With a table gone or pages damaged the walk can't go on; the reason is the finding.
                    findings.append(.file(error.message))
                }
                return Verification(head: walk.head, findings: findings)
            }
        }
    }

    private static func damagedStructure(of database: Database) throws -> [Verification.Finding] {
        try database.rows("PRAGMA main.integrity_check(3)").map { try $0.text(0) }
            .filter { $0 != "ok" }.map { .file($0) }
    }
}

/// The walk along the chain, up to the first entry that isn't as it was written.
struct ChainWalk {
    private var size: Int64 = 0
    private var chain = TrailHash.beginning
    private var tree = MerkleFrontier()

    /// The head of what was found whole.
    var head: TrailHead {
        TrailHead(
            size: size, chainHash: Hex.encode(chain), merkleRoot: Hex.encode(tree.root))
    }

    private struct Stop: Error {
        let finding: Verification.Finding
    }

    /// Returns the first thing that is wrong, nil if nothing is.
    mutating func run(over database: Database) throws -> Verification.Finding? {
        do {
            // By the table itself: an index could have been made to leave entries out.
            try database.forEach(
                """
                SELECT \(StoredRow.columns),
                    (SELECT content FROM main.attachment WHERE digest = e.attachment)
                FROM main.entry AS e NOT INDEXED ORDER BY sequence
                """
            ) { row in
                try step(row, database)
            }
            return nil
        } catch let stop as Stop {
            return stop.finding
        }
    }

    private mutating func step(_ row: SQLiteRow, _ database: Database) throws {
        let expected = size + 1
        let stored: StoredRow
        let attachment: String?
        do {
            stored = try StoredRow(row)
            attachment = try row.textIfPresent(StoredRow.columnCount)
        } catch {
            throw Stop(finding: .malformed((try? row.integer(0)) ?? expected, error.message))
        }
        let sequence = stored.fields.sequence
        if sequence < expected { throw Stop(finding: .malformed(sequence, "entries are numbered from 1")) }
        if sequence > expected { throw Stop(finding: .deleted(expected...(sequence - 1))) }
        guard stored.fields.leafHash == stored.leaf else {
            throw Stop(finding: try Misplacement(of: stored).finding(in: database))
        }
        let next = TrailHash.chain(chain, stored.leaf)
        guard next == stored.chain else {
            throw Stop(finding: try Misplacement(of: stored).brokenChain(in: database))
        }
        if let digest = stored.fields.attachment {
            guard let attachment else { throw Stop(finding: .attachmentMissing(sequence)) }
            guard TrailHash.digest(of: attachment) == digest else { throw Stop(finding: .attachmentEdited(sequence)) }
        }
        size = sequence
        chain = next
        tree.append(stored.leaf)
    }
}

/// A row as verifying reads it.
struct StoredRow {
    let fields: EntryFields
    let leaf: [UInt8]
    let chain: [UInt8]

    static let columns = "\(EntryFields.columns), leaf_hash, chain_hash"
    static let columnCount = EntryFields.columnCount + 2

    init(_ row: SQLiteRow) throws(SQLiteError) {
        fields = try EntryFields(row)
        leaf = try row.blob(EntryFields.columnCount)
        chain = try row.blob(EntryFields.columnCount + 1)
    }
}
