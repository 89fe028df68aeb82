import Model

/// What one part of the planner (an image, a fleet, a command) contributes to its environment's plan.
struct StepDraft {
    var changes: [Change] = []
    var actions: [Action] = []
    var waits: [Wait] = []
    var withheld: [Withheld] = []
    var problems: [Problem] = []

    /// Whether the part is as it should be.
    var isSettled: Bool {
        actions.isEmpty && waits.isEmpty && withheld.isEmpty && problems.isEmpty
    }

    mutating func append(_ other: StepDraft) {
        changes += other.changes
        actions += other.actions
        waits += other.waits
        withheld += other.withheld
        problems += other.problems
    }

    /// Moves every action to what is withheld.
    mutating func withholdActions(rule: Withheld.Rule, advice: String) {
        withheld += actions.map { Withheld(rule: rule, subject: $0.subject, what: $0.line, advice: advice) }
        actions = []
    }
}
