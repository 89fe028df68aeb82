import Model

/// At most so many instances are removed without being replaced, in an environment and pass. Beyond it none is: a number
/// that surprises is not made harmless by being reached slowly.
struct TerminationCap {
    let limits: Limits
    /// The instances of the environment that exist.
    let population: Int

    var allowed: Int {
        min(limits.terminationsMax, max(1, population * limits.terminationsPercent / 100))
    }

    /// Moves the removals out of the draft's actions if there are more than allowed.
    func apply(to draft: inout StepDraft) {
        let removals = draft.actions.filter(isRemoval)
        let count = removals.reduce(0) { $0 + $1.instances.count }
        guard count > allowed else { return }
        draft.actions.removeAll(where: isRemoval)
        for removal in removals {
            draft.withheld.append(
                Withheld(
                    rule: .terminationCap, subject: removal.subject, what: removal.line,
                    advice:
                        "\(counted(count, "instance")) would go without being replaced, \(allowed) of \(population) may; "
                        + "go in smaller steps, or raise limits.terminations in tend.yaml"))
        }
    }

    private func isRemoval(_ action: Action) -> Bool {
        guard case .terminateInstances(let it) = action else { return false }
        return it.reason == .surplus || it.reason == .fleetRemoved
    }
}
