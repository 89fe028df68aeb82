import Model

/// Takes down a sandbox that git no longer names, in the order in which its parts depend on each other: what uses the
/// stack's network first, then the stack, then the parameters.
enum TeardownPlanner {
    static func next(_ actual: ActualEnvironment) -> StepDraft {
        var draft = StepDraft()
        guard !actual.isGone else { return draft }
        draft.changes.append(
            Change(subject: "sandbox", why: "git has no file for \(actual.name)", remedy: "tear it down"))

        let left = actual.instances.filter { $0.state != .terminated }
        let alive = left.filter { !$0.state.isEnding }
        if !alive.isEmpty {
            draft.actions.append(
                .terminateInstances(
                    TerminateInstances(
                        environment: actual.name, fleet: nil, instances: alive.map(\.id).sorted(),
                        reason: .sandboxRemoved)))
            return draft
        }
        if !left.isEmpty {
            draft.waits.append(
                Wait(
                    subject: "sandbox",
                    what: "\(counted(left.count, "instance")) not gone yet",
                    lookAgainSeconds: 2))
            return draft
        }
        if let stack = actual.stack {
            switch stack.phase {
            case .deleting, .working:
                draft.waits.append(
                    Wait(subject: "stack", what: "\(stack.name) is \(stack.status)", lookAgainSeconds: 5))
            case .failed where stack.status == "DELETE_FAILED":
                draft.problems.append(
                    Problem(
                        subject: "stack", what: "\(stack.name) is DELETE_FAILED",
                        advice: "see its events in CloudFormation for what holds on to it, then delete it"))
            case .ready, .failed:
                draft.actions.append(.deleteStack(DeleteStack(environment: actual.name, stack: stack.name)))
            }
            return draft
        }
        draft.actions.append(
            .deleteParameters(
                DeleteParameters(environment: actual.name, images: actual.publishedImages.keys.sorted())))
        return draft
    }
}
