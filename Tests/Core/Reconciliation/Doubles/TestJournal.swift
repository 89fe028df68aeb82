import CoreFixtures
import Model
import Planning
import Reconciliation

/// A journal in memory that can refuse to write.
actor TestJournal: Journal {
    private let log: EventLog
    private let refuses: @Sendable (String) -> Bool
    private var open: [Intent]
    private var releases: [EnvironmentName: Release] = [:]
    private(set) var conclusions: [Conclusion] = []
    private(set) var notes: [JournalNote] = []
    private(set) var convergences: [Convergence] = []

    /// - Parameters:
    ///   - open: What a process that died had begun.
    ///   - refuses: Whether an entry, such as `intend prd: launch …`, can't be written.
    init(log: EventLog, open: [Intent] = [], refuses: @escaping @Sendable (String) -> Bool = { _ in false }) {
        self.log = log
        self.open = open
        self.refuses = refuses
    }

    func intend(_ intent: Intent) async throws(JournalFailure) {
        try await write("intend \(intent.action.environment): \(intent.action.line)")
        open.append(intent)
    }

    func conclude(_ conclusion: Conclusion) async throws(JournalFailure) {
        let word =
            switch conclusion.outcome {
            case .done: "done"
            case .failed: "failed"
            case .recoveredDone: "recovered, done"
            case .recoveredNotDone: "recovered, not done"
            case .indeterminate: "indeterminate"
            }
        let action = conclusion.intent.action
        try await write("conclude \(action.environment): \(action.line): \(word)")
        conclusions.append(conclusion)
        open.removeAll { $0.id == conclusion.intent.id }
    }

    func note(_ note: JournalNote) async throws(JournalFailure) {
        try await write("note \(note.kind.rawValue) \(note.environment?.text ?? "all"): \(note.text)")
        notes.append(note)
    }

    func converged(_ convergence: Convergence) async throws(JournalFailure) -> Release? {
        try await write("converged \(convergence.environment)")
        convergences.append(convergence)
        let latest = releases[convergence.environment]
        guard latest?.content != convergence.content else { return nil }
        let release = Release(
            environment: convergence.environment, number: (latest?.number ?? 0) + 1, at: convergence.at,
            commit: convergence.commit, content: convergence.content, restores: convergence.restores)
        releases[convergence.environment] = release
        return release
    }

    func openIntents() -> [Intent] { open }

    private func write(_ entry: String) async throws(JournalFailure) {
        guard !refuses(entry) else {
            await log.add("refused " + entry)
            throw JournalFailure(message: "the disk is full", advice: "make room")
        }
        await log.add(entry)
    }
}
