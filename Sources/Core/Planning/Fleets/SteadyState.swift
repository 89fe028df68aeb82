import Model

/// A fleet whose instances all run the wanted version: only their number and health can be wrong.
enum SteadyState {
    static func next(_ fleet: FleetView) -> StepDraft {
        var draft = StepDraft()
        let missing = fleet.replicas - fleet.current.count
        if missing > 0 {
            draft.changes.append(
                Change(
                    subject: fleet.subject,
                    why: "\(fleet.current.count) of \(counted(fleet.replicas, "instance")) run \(fleet.title)",
                    remedy: "launch \(missing)"))
            draft.actions.append(fleet.launch(missing))
        }
        if missing < 0 {
            let surplus = fleet.inOrderOfLoss(fleet.current).prefix(-missing)
            draft.changes.append(
                Change(
                    subject: fleet.subject,
                    why: "\(counted(fleet.current.count, "instance")) of \(fleet.title), wanted: \(fleet.replicas)",
                    remedy: "terminate \(surplus.count)"))
            if let action = fleet.terminate(surplus, reason: .surplus) { draft.actions.append(action) }
            return draft
        }
        draft.append(startDraft(of: fleet))
        draft.append(healthDraft(of: fleet))
        return draft
    }

    /// Starts the instances of the wanted version that are stopped.
    static func startDraft(of fleet: FleetView) -> StepDraft {
        var draft = StepDraft()
        let stopped = fleet.current.filter { $0.state == .stopped }
        guard !stopped.isEmpty else { return draft }
        draft.changes.append(
            Change(
                subject: fleet.subject, why: "\(counted(stopped.count, "instance")) stopped",
                remedy: "start \(stopped.count)"))
        draft.actions.append(
            .startInstances(
                StartInstances(
                    environment: fleet.environment, fleet: fleet.spec.name, instances: stopped.map(\.id).sorted())))
        return draft
    }

    /// Waits for the instances that are starting, problems for those that failed.
    static func healthDraft(of fleet: FleetView) -> StepDraft {
        var draft = StepDraft()
        for instance in fleet.current {
            switch fleet.health(of: instance) {
            case .healthy, .stopped: break
            case .starting(let missing, let deadline):
                draft.waits.append(
                    Wait(
                        subject: fleet.subject, what: "\(instance.id) \(missing)", deadline: deadline,
                        lookAgainSeconds: 2))
            case .failed(let reason):
                draft.problems.append(
                    Problem(
                        subject: fleet.subject, what: "\(instance.id) (\(fleet.title)) is not healthy: it \(reason)",
                        advice: "look at the instance; terminate it to have it replaced, or commit another version"))
            }
        }
        return draft
    }
}
