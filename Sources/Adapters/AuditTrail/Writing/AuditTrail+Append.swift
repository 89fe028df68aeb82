import Reconciliation
import SQLite

extension AuditTrail {
    /// At most this many entries share a transaction.
    private static let batchLimit = 256

    /// Appends one entry. It is on the disk when this returns.
    ///
    /// Whoever comes while a transaction is being written waits for the next one, together with all others who do.
    func append(
        _ purpose: String, _ decide: @escaping @Sendable (Database) throws -> EntryDraft?
    ) async throws(AuditTrailError) -> Entry? {
        do {
            return try await withCheckedThrowingContinuation { continuation in
                waiting.append(Append(purpose: purpose, decide: decide, continuation: continuation))
                if waiting.count == 1 { Task { self.flush() } }
            }
        } catch {
            throw AuditTrailError(error, path: path, purpose: purpose)
        }
    }

    /// Writes all that waits.
    private func flush() {
        while !waiting.isEmpty {
            let batch = Array(waiting.prefix(Self.batchLimit))
            waiting.removeFirst(batch.count)
            let purpose = batch.first?.purpose ?? ""
            do {
                let answers = try with(purpose) { database in
                    try database.transaction { try write(batch, to: database) }
                }
                for (append, answer) in zip(batch, answers) { append.continuation.resume(with: answer) }
            } catch {
                // One lock, one disk: what kept one from being written kept all.
                for append in batch {
                    append.continuation.resume(
                        throwing: AuditTrailError(error.problem, path: path, purpose: append.purpose))
                }
            }
        }
    }

    private func write(_ batch: [Append], to database: Database) throws -> [Result<Entry?, any Error>] {
        var head = try Head(of: database)
        var answers: [Result<Entry?, any Error>] = []
        for append in batch {
            let draft: EntryDraft
            do {
                guard let decided = try append.decide(database) else {
                    answers.append(.success(nil))
                    continue
                }
                guard decided.payload.utf8.count <= Payload.limit else {
                    throw AuditTrailError(
                        .tooLarge(bytes: decided.payload.utf8.count, limit: Payload.limit), path: path,
                        purpose: append.purpose)
                }
                draft = decided
            } catch {
                answers.append(.failure(AuditTrailError(error, path: path, purpose: append.purpose)))
                continue
            }
            let entry = try insert(draft, after: &head, into: database)
            answers.append(.success(entry))
        }
        return answers
    }

    private func insert(_ draft: EntryDraft, after head: inout Head, into database: Database) throws -> Entry {
        var payload = draft.payload
        var attachment: String?
        if payload.utf8.count > Payload.rowLimit {
            let digest = TrailHash.digest(of: payload)
            attachment = digest
            if try database.first("SELECT 1 FROM main.attachment WHERE digest = ?", [.text(digest)]) == nil {
                try database.execute(
                    "INSERT INTO main.attachment (digest, content) VALUES (?, ?)", [.text(digest), .text(payload)])
            }
            payload = "null"
        }
        let (sequence, overflow) = head.sequence.addingReportingOverflow(1)
        guard !overflow else {
            throw AuditTrailError(.corrupt("the last entry's number is the largest there is"), path: path, purpose: "")
        }
        let fields = EntryFields(
            sequence: sequence, time: draft.time, kind: draft.kind.rawValue, environment: draft.environment,
            subject: draft.subject, action: draft.action, pass: draft.pass, commit: draft.commit, actor: draft.actor,
            payload: payload, attachment: attachment)
        let leaf = fields.leafHash
        let chain = TrailHash.chain(head.chainHash, leaf)
        try database.execute(
            """
            INSERT INTO main.entry (\(EntryFields.columns), leaf_hash, chain_hash)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, fields.values + [.blob(leaf), .blob(chain)])
        head = Head(sequence: fields.sequence, chainHash: chain)
        return Entry(fields, payload: draft.payload, leafHash: leaf, chainHash: chain)
    }
}

/// Where the trail ends.
struct Head {
    var sequence: Int64
    var chainHash: [UInt8]

    init(sequence: Int64, chainHash: [UInt8]) {
        self.sequence = sequence
        self.chainHash = chainHash
    }

    /// Reads the last entry. Inside a transaction nobody can add another one meanwhile.
    init(of database: Database) throws {
        let last = try database.first("SELECT sequence, chain_hash FROM main.entry ORDER BY sequence DESC LIMIT 1")
        sequence = try last?.integer(0) ?? 0
        chainHash = try last?.blob(1) ?? TrailHash.beginning
    }
}
