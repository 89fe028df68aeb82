import FoundationEssentials
import Model
import Planning

/// The phase that records what is withheld and what is stuck: once, not in every pass.
extension Reconciler {
    func tell(_ plan: Plan, _ pass: PassID, _ memory: inout PassMemory) async throws(JournalFailure) {
        // What couldn't be looked at is not news when it can be looked at again.
        for environment in plan.environments where !environment.problems.contains(where: \.isUnreadable) {
            let told = memory.told[environment.environment] ?? []
            var current: Set<String> = []
            for withheld in environment.withheld {
                try await tell(
                    .withheld, environment, withheld.subject, "\(withheld.what): \(withheld.advice)",
                    facts: ["rule": withheld.rule.rawValue], plan, pass, &current, told)
            }
            for problem in environment.problems {
                try await tell(
                    .stalled, environment, problem.subject,
                    problem.what + (problem.advice.isEmpty ? "" : " (\(problem.advice))"),
                    facts: [:], plan, pass, &current, told)
            }
            memory.told[environment.environment] = current
        }
    }

    private func tell(
        _ kind: JournalNote.Kind, _ environment: EnvironmentPlan, _ subject: String, _ text: String,
        facts: [String: String], _ plan: Plan, _ pass: PassID, _ current: inout Set<String>, _ told: Set<String>
    ) async throws(JournalFailure) {
        let key = "\(kind.rawValue) \(environment.environment) \(subject) \(text)"
        current.insert(key)
        guard !told.contains(key) else { return }
        try await ports.journal.note(
            JournalNote(
                kind: kind, environment: environment.environment, subject: subject, text: text, pass: pass,
                commit: plan.commit, actor: actor, at: plan.at, facts: facts))
    }
}
