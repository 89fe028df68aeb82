import Model

/// Every outdated instance goes and the new ones come in the same pass: fastest, with downtime.
enum AllAtOnce {
    static func next(_ fleet: FleetView) -> StepDraft {
        var draft = StepDraft()
        let surplus = max(0, fleet.members - fleet.replicas)
        let missing = max(0, fleet.replicas - fleet.current.count)
        draft.changes.append(
            Change(
                subject: fleet.subject,
                why: "\(counted(fleet.outdated.count, "instance")) of \(fleet.members) "
                    + "don't run \(fleet.title) as it is wanted",
                remedy: "replace all at once"))
        let replaced = fleet.outdated.dropLast(min(surplus, fleet.outdated.count))
        let removed = fleet.outdated.suffix(min(surplus, fleet.outdated.count))
        if let action = fleet.terminate(replaced, reason: .replaced) { draft.actions.append(action) }
        if let action = fleet.terminate(removed, reason: .surplus) { draft.actions.append(action) }
        if missing > 0 { draft.actions.append(fleet.launch(missing)) }
        draft.append(SteadyState.startDraft(of: fleet))
        return draft
    }
}
