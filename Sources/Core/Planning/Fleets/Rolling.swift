import Model

/// Batch by batch: a batch of outdated instances goes and new ones take its place; the next batch goes when those are
/// healthy. At least `replicas − batch` instances serve throughout, and there are never more than `replicas`.
enum Rolling {
    static func next(_ fleet: FleetView) -> StepDraft {
        var draft = StepDraft()
        draft.changes.append(
            Change(
                subject: fleet.subject,
                why: "\(counted(fleet.outdated.count, "instance")) of \(fleet.members) "
                    + "don't run \(fleet.title) as it is wanted",
                remedy: "replace \(fleet.batch) at a time"))

        // A new instance that failed stops the rollout where it is: the old ones go on serving.
        let health = SteadyState.healthDraft(of: fleet)
        guard health.problems.isEmpty else {
            draft.append(health)
            return draft
        }

        let going = instancesThatMayGo(fleet)
        let surplus = min(max(0, fleet.members - fleet.replicas), going.count)
        if let action = fleet.terminate(going.prefix(surplus), reason: .surplus) { draft.actions.append(action) }
        if let action = fleet.terminate(going.dropFirst(surplus), reason: .replaced) { draft.actions.append(action) }
        let room = fleet.replicas - (fleet.members - going.count)
        if room > 0 { draft.actions.append(fleet.launch(room)) }
        draft.append(SteadyState.startDraft(of: fleet))
        draft.waits += health.waits
        return draft
    }

    /// Outdated instances that don't serve may go at any time; of the serving ones, only so many that `replicas − batch`
    /// instances still serve.
    private static func instancesThatMayGo(_ fleet: FleetView) -> [Instance] {
        let idle = fleet.outdated.filter { !fleet.isServing($0) }
        let serving = fleet.outdated.filter(fleet.isServing)
        let healthy = fleet.current.filter { fleet.health(of: $0) == .healthy }.count
        let spare = healthy + serving.count - (fleet.replicas - fleet.batch)
        return idle + serving.prefix(max(0, spare))
    }
}
