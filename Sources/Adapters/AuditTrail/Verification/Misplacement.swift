import SQLite

/// Finds out what was done to a row whose hashes don't fit: the leaf hash covers the entry's number, so trying other numbers
/// tells where a row that was moved was written.
struct Misplacement {
    private let row: StoredRow
    private var place: Int64 { row.fields.sequence }

    init(of row: StoredRow) {
        self.row = row
    }

    /// The content doesn't give the leaf hash. Every row before this one is whole.
    func finding(in database: Database) throws -> Verification.Finding {
        let writtenAs = try originalNumber(in: database)
        let originalNow = try placeOfTheOriginal(in: database)
        switch (writtenAs, originalNow) {
        case (let original?, _) where original < place: return .inserted(original...(place - 1))
        case (let original?, nil): return .deleted(place...(original - 1))
        case (let original?, _): return .reordered(place, writtenAs: original)
        case (nil, let now?): return .inserted(place...(now - 1))
        case (nil, nil): return .edited(place)
        }
    }

    /// The leaf hash fits but the chain hash doesn't follow. If the next entry follows from the chain hash that stands here, the
    /// chain is the original one and the content and its leaf hash were changed.
    func brokenChain(in database: Database) throws -> Verification.Finding {
        let next = try database.first(
            "SELECT leaf_hash, chain_hash FROM main.entry NOT INDEXED WHERE sequence > ? ORDER BY sequence LIMIT 1",
            [.integer(place)])
        guard let next, let leaf = try? next.blob(0), let chain = try? next.blob(1),
            TrailHash.chain(row.chain, leaf) == chain
        else { return .broken(place) }
        return .edited(place)
    }

    /// The number with which this row's content gives its leaf hash; nil if none does.
    private func originalNumber(in database: Database) throws -> Int64? {
        let last = try database.first("SELECT max(sequence) FROM main.entry NOT INDEXED")?.integer(0) ?? place
        // Entries deleted with the rest renumbered leave a number beyond the last.
        let (end, overflow) = last.addingReportingOverflow(1_000)
        var fields = row.fields
        for number in 1...(overflow ? last : max(1, end)) where number != place {
            fields.sequence = number
            if fields.leafHash == row.leaf { return number }
        }
        return nil
    }

    /// Where the row now stands that was written with this row's number; nil if it is gone.
    private func placeOfTheOriginal(in database: Database) throws -> Int64? {
        struct Found: Error {
            let place: Int64
        }
        do {
            try database.forEach(
                "SELECT \(StoredRow.columns) FROM main.entry NOT INDEXED WHERE sequence > ? ORDER BY sequence",
                [.integer(place)]
            ) { other in
                guard let other = try? StoredRow(other) else { return }
                var fields = other.fields
                fields.sequence = place
                if fields.leafHash == other.leaf { throw Found(place: other.fields.sequence) }
            }
            return nil
        } catch let found as Found {
            return found.place
        }
    }
}
