import SQLite

/// The columns of an entry that its hash covers, in the order in which it covers them.
///
/// ## Canonical bytes
///
/// They are the ASCII text `tend.entry.1` and a line feed (13 bytes), followed by eleven fields in this order:
///
///     sequence  time_ns  kind  environment  subject  action  pass  commit  actor  payload  attachment
///
/// Each field is
///
///     00                                    for NULL
///     01  8 bytes, big-endian, signed       for an integer (sequence and time_ns)
///     02  8 bytes, big-endian: how many,
///         then so many bytes of UTF-8       for a text (all the others)
///
/// So no two different rows have the same bytes. In Python, with a row in that order:
///
///     def canonical(row):
///         out = b"tend.entry.1\n"
///         for field in row:
///             if field is None: out += b"\x00"
///             elif isinstance(field, int): out += b"\x01" + field.to_bytes(8, "big", signed=True)
///             else: out += b"\x02" + len(field.encode()).to_bytes(8, "big") + field.encode()
///         return out
///
/// From them come
///
///     leaf_hash  = SHA-256(00 ‖ canonical bytes)                        as in RFC 6962
///     chain_hash = SHA-256(02 ‖ chain_hash of the entry before ‖ leaf_hash)
///
/// where the chain hash before the first entry is 32 zero bytes. The Merkle tree over the leaf hashes is RFC 6962's:
/// SHA-256(01 ‖ left ‖ right), and SHA-256 of nothing for an empty trail.
struct EntryFields: Hashable, Sendable {
    var sequence: Int64
    var time: Int64
    var kind: String
    var environment: String?
    var subject: String?
    var action: String?
    var pass: String?
    var commit: String?
    var actor: String
    var payload: String
    var attachment: String?

    /// The columns, as every statement that reads or writes an entry lists them.
    static let columns =
        "sequence, time_ns, kind, environment, subject, action, pass, \"commit\", actor, payload, attachment"
    static let columnCount = 11

    var canonicalBytes: [UInt8] {
        var bytes = Array("tend.entry.1\n".utf8)
        bytes.reserveCapacity(256 + payload.utf8.count)
        func append(_ text: String?) {
            guard let text else { return bytes.append(0) }
            bytes.append(2)
            append(UInt64(text.utf8.count))
            bytes.append(contentsOf: text.utf8)
        }
        func append(_ number: UInt64) {
            for shift in stride(from: UInt64(56), through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: number >> shift))
            }
        }
        for number in [sequence, time] {
            bytes.append(1)
            append(UInt64(bitPattern: number))
        }
        for text in [kind, environment, subject, action, pass, commit, actor, payload, attachment] { append(text) }
        return bytes
    }

    /// The leaf of the Merkle tree.
    var leafHash: [UInt8] { TrailHash.leaf(canonicalBytes) }

    /// The values, in the order of ``columns``.
    var values: [SQLiteValue] {
        [
            .integer(sequence), .integer(time), .text(kind), .text(ifPresent: environment), .text(ifPresent: subject),
            .text(ifPresent: action), .text(ifPresent: pass), .text(ifPresent: commit), .text(actor), .text(payload),
            .text(ifPresent: attachment),
        ]
    }
}

extension EntryFields {
    /// Reads a row that begins with ``columns``.
    init(_ row: SQLiteRow) throws(SQLiteError) {
        sequence = try row.integer(0)
        time = try row.integer(1)
        kind = try row.text(2)
        environment = try row.textIfPresent(3)
        subject = try row.textIfPresent(4)
        action = try row.textIfPresent(5)
        pass = try row.textIfPresent(6)
        commit = try row.textIfPresent(7)
        actor = try row.text(8)
        payload = try row.text(9)
        attachment = try row.textIfPresent(10)
    }
}
