import Model

/// Withholds everything where the files ask for a guard that this version of tend can't enforce.
enum UnenforcedGuards {
    static func apply(_ guards: [UnenforcedGuard], to draft: inout StepDraft) {
        guard let first = guards.first else { return }
        draft.withholdActions(
            rule: .unenforcedGuard,
            advice: "\(first.place) asks for '\(first.asked)', which this version of tend can't enforce")
    }
}
