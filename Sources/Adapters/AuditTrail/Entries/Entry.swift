import Crypto
import FoundationEssentials

/// One entry of the audit trail, as it is stored.
public struct Entry: Hashable, Sendable {
    let fields: EntryFields
    /// What happened, as JSON with sorted keys; see ``content`` for the typed form.
    public let payload: String
    /// Its leaf in the Merkle tree, 32 bytes.
    public let leafHash: [UInt8]
    /// The chain hash up to and with it, 32 bytes.
    public let chainHash: [UInt8]

    init(_ fields: EntryFields, payload: String, leafHash: [UInt8], chainHash: [UInt8]) {
        self.fields = fields
        self.payload = payload
        self.leafHash = leafHash
        self.chainHash = chainHash
    }

    /// Its number, from 1 on without gaps.
    public var sequence: Int64 { fields.sequence }
    /// When it happened.
    public var at: Date { Timestamp.date(fields.time) }
    /// When it happened, in nanoseconds since 1970-01-01T00:00:00Z.
    public var nanoseconds: Int64 { fields.time }
    /// What kind of thing it records.
    public var kind: EntryKind { EntryKind(rawValue: fields.kind) }
    /// The environment it concerns; nil for all.
    public var environment: String? { fields.environment }
    /// The thing in that environment, such as `fleet/web`.
    public var subject: String? { fields.subject }
    /// The action's id.
    public var action: String? { fields.action }
    /// The pass it belongs to.
    public var pass: String? { fields.pass }
    /// The commit in force.
    public var commit: String? { fields.commit }
    /// Who is answerable.
    public var actor: String { fields.actor }
    /// The SHA-256 under which the payload is kept beside the entry, when it was too long to stand in it.
    public var attachment: String? { fields.attachment }
}

extension Entry {
    /// The entry as one line of JSON: the columns by name, the payload as an object, hashes in hexadecimal.
    public var jsonLine: String {
        let texts: [(String, String?)] = [
            ("action", action), ("actor", actor), ("attachment", attachment),
            ("chain_hash", Hex.encode(chainHash)), ("commit", commit), ("environment", environment),
            ("kind", fields.kind), ("leaf_hash", Hex.encode(leafHash)), ("pass", pass),
        ]
        var parts = texts.map { name, text in "\"\(name)\":\(Self.quoted(text))" }
        parts.append("\"payload\":\(payload)")
        parts.append("\"sequence\":\(sequence)")
        parts.append("\"subject\":\(Self.quoted(subject))")
        parts.append("\"time\":\(Self.quoted(Timestamp.text(nanoseconds)))")
        parts.append("\"time_ns\":\(nanoseconds)")
        return "{\(parts.joined(separator: ","))}"
    }

    private static func quoted(_ text: String?) -> String {
        text.flatMap { try? Payload.text(of: $0) } ?? "null"
    }
}
