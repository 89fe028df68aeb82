import FoundationEssentials
import Model
import Reconciliation
import SQLite

extension AuditTrail: Journal {
    /// Writes, on the disk before it returns, that an action is about to be performed.
    public func intend(_ intent: Intent) async throws(JournalFailure) {
        try await record("record the intent to \(Self.name(of: intent))", payload: intent) { payload in
            EntryDraft(intent: intent, kind: .intent, at: intent.at, payload: payload)
        }
    }

    /// Writes what became of an action, as `outcome`, or as `recovered` when it was found out later.
    public func conclude(_ conclusion: Conclusion) async throws(JournalFailure) {
        let intent = conclusion.intent
        let record = OutcomeRecord(verb: intent.action.verb, outcome: conclusion.outcome)
        let kind: EntryKind =
            switch conclusion.outcome {
            case .done, .failed: .outcome
            case .recoveredDone, .recoveredNotDone, .indeterminate: .recovered
            }
        try await self.record("record the outcome of \(Self.name(of: intent))", payload: record) { payload in
            EntryDraft(intent: intent, kind: kind, at: conclusion.at, payload: payload)
        }
    }

    /// Writes a note, under its own kind.
    public func note(_ note: JournalNote) async throws(JournalFailure) {
        try await record("record '\(note.kind.rawValue)' on \(note.subject)", payload: note) { payload in
            EntryDraft(
                time: Timestamp.nanoseconds(note.at), kind: EntryKind(note.kind), environment: note.environment?.text,
                subject: note.subject, pass: note.pass?.text, commit: note.commit?.text,
                actor: note.actor.description, payload: payload)
        }
    }

    /// Cuts a release when the content differs from the environment's latest one, numbered on from it. Two processes that see
    /// the same convergence cut one release: latest release and new number are read in the transaction that writes it.
    public func converged(_ convergence: Convergence) async throws(JournalFailure) -> Release? {
        let purpose = "record a release of \(convergence.environment)"
        do {
            let path = path
            let entry = try await append(purpose) { database in
                let latest = try ReleaseReading(path: path, purpose: purpose).latest(
                    of: convergence.environment, in: database)
                if let latest, latest.content == convergence.content { return nil }
                let (number, overflow) = (latest?.number ?? 0).addingReportingOverflow(1)
                guard !overflow else {
                    throw AuditTrailError(.corrupt("a release has the largest number"), path: path, purpose: purpose)
                }
                let release = Release(
                    environment: convergence.environment, number: number, at: convergence.at,
                    commit: convergence.commit, content: convergence.content, restores: convergence.restores)
                return EntryDraft(
                    time: Timestamp.nanoseconds(convergence.at), kind: .release,
                    environment: convergence.environment.text, subject: ReleaseReading.subject(release.number),
                    pass: convergence.pass.text, commit: convergence.commit?.text,
                    actor: convergence.actor.description, payload: try Payload.text(of: release))
            }
            guard let entry, case .release(let release) = try entry.content else { return nil }
            return release
        } catch {
            throw AuditTrailError(error, path: path, purpose: purpose).journalFailure
        }
    }

    /// The intents without outcome, oldest first.
    public func openIntents() async throws(JournalFailure) -> [Intent] {
        let purpose = "list the actions that were begun and not concluded"
        do {
            return try entries(
                purpose,
                where: """
                    e.kind = 'intent' AND NOT EXISTS (
                        SELECT 1 FROM main.entry AS later
                        WHERE later.action = e.action AND later.kind IN ('outcome', 'recovered')
                            AND later.sequence > e.sequence)
                    """, [], order: "ASC", limit: nil
            ).map { entry in
                do {
                    return try Payload.value(Intent.self, from: entry.payload)
                } catch {
                    throw AuditTrailError(
                        .unreadableEntry(sequence: entry.sequence, reason: "\(error)"), path: path, purpose: purpose)
                }
            }
        } catch {
            throw AuditTrailError(error, path: path, purpose: purpose).journalFailure
        }
    }

    private func record(
        _ purpose: String, payload: some Encodable, _ draft: (String) -> EntryDraft
    ) async throws(JournalFailure) {
        do {
            let draft = draft(try Payload.text(of: payload))
            _ = try await append(purpose) { _ in draft }
        } catch {
            throw AuditTrailError(error, path: path, purpose: purpose).journalFailure
        }
    }

    private static func name(of intent: Intent) -> String {
        "\(intent.action.verb) \(intent.action.subject) in \(intent.action.environment)"
    }
}

extension EntryDraft {
    fileprivate init(intent: Intent, kind: EntryKind, at: Date, payload: String) {
        self.init(
            time: Timestamp.nanoseconds(at), kind: kind, environment: intent.action.environment.text,
            subject: intent.action.subject, action: intent.id.text, pass: intent.pass.text,
            commit: intent.commit?.text, actor: intent.actor.description, payload: payload)
    }
}
