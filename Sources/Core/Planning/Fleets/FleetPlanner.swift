import FoundationEssentials
import Model

/// Decides what to do next for one fleet.
struct FleetPlanner {
    let spec: FleetSpec
    let environment: EnvironmentName
    let instances: [Instance]
    /// The AMI, once it can be launched in the environment's account.
    let image: MachineImage?
    let now: Date

    private var subject: String { "fleet/\(spec.name)" }

    /// The files are held to this already; a hold comes from a parameter that anybody may have written.
    private static let plausibleReplicas = 0...10_000

    func next() -> StepDraft {
        var draft = StepDraft()
        if let unsupported = unsupported() {
            draft.problems.append(unsupported)
            return draft
        }
        guard case .replicas(let replicas) = spec.capacity else { return draft }
        guard Self.plausibleReplicas.contains(replicas) else {
            draft.problems.append(
                Problem(
                    subject: subject, what: "\(replicas) replicas are asked for, and tend keeps at most 10000",
                    advice: "nothing is done for this fleet; it is asked for at \(spec.place) or by a hold"))
            return draft
        }
        // Until the AMI can be launched nothing is done; the environment's plan says that it waits for it.
        guard let image else { return draft }
        let fleet = FleetView(
            spec: spec, environment: environment, replicas: replicas, image: image, instances: instances, now: now)
        return step(for: fleet)
    }

    private func step(for fleet: FleetView) -> StepDraft {
        guard !fleet.outdated.isEmpty else { return SteadyState.next(fleet) }
        switch spec.rollout.strategy {
        case .allAtOnce: return AllAtOnce.next(fleet)
        case .rolling: return Rolling.next(fleet)
        case .rollingWithAdditionalBatch, .immutable, .blueGreen, .trafficSplitting: return StepDraft()
        }
    }

    /// What the file asks for and this version can't do. Nothing is done for such a fleet: half a rollout is worse than none.
    private func unsupported() -> Problem? {
        var missing: [String] = []
        if case .autoscalingGroup(let name) = spec.capacity { missing.append("autoscaling_group: \(name)") }
        if ![.allAtOnce, .rolling].contains(spec.rollout.strategy) {
            missing.append("strategy: \(spec.rollout.strategy.rawValue)")
        }
        if !spec.targetGroups.isEmpty { missing.append("target_groups") }
        if spec.rollout.health.checks.contains(.targetGroup) { missing.append("checks: target-group") }
        if spec.rollout.health.command != nil { missing.append("health command") }
        if spec.rollout.bakeSeconds > 0 { missing.append("bake") }
        if !spec.rollout.alarms.isEmpty { missing.append("alarms") }
        if spec.rollout.onFailure == .rollback { missing.append("on_failure: rollback") }
        if spec.rollout.keepPreviousSeconds > 0 { missing.append("keep_previous") }
        guard !missing.isEmpty else { return nil }
        return Problem(
            subject: subject, what: "this version of tend can't do \(missing.joined(separator: ", "))",
            advice: "nothing is done for this fleet; take it out at \(spec.place), or use a version that can")
    }
}
