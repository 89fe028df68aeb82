import Model
import Reconciliation

/// The journal of a dry run: it keeps the intents, which are the steps that a plan prints.
actor WalkJournal: Journal {
    private(set) var intents: [Intent] = []

    func intend(_ intent: Intent) { intents.append(intent) }
    func conclude(_ conclusion: Conclusion) {}
    func note(_ note: JournalNote) {}
    func converged(_ convergence: Convergence) -> Release? { nil }
    func openIntents() -> [Intent] { [] }
}
