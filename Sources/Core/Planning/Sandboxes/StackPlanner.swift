import Model

/// Decides what to do next for a sandbox's stack.
enum StackPlanner {
    static func next(_ spec: StackSpec, actual: Stack?, environment: EnvironmentName) -> StepDraft {
        var draft = StepDraft()
        guard let actual else {
            draft.changes.append(
                Change(subject: "stack", why: "there is no stack", remedy: "create it from \(spec.templatePath)"))
            draft.actions.append(.createStack(CreateStack(environment: environment, stack: spec)))
            return draft
        }
        switch actual.phase {
        case .working, .deleting:
            draft.waits.append(
                Wait(subject: "stack", what: "\(actual.name) is \(actual.status)", lookAgainSeconds: 5))
        case .failed:
            draft.problems.append(
                Problem(
                    subject: "stack", what: "\(actual.name) is \(actual.status)",
                    advice: "see its events in CloudFormation; delete the stack to have it made again"))
        case .ready where actual.digest != spec.digest:
            draft.problems.append(
                Problem(
                    subject: "stack", what: "\(actual.name) was made from another template or other parameters",
                    advice: "this version of tend doesn't update stacks; delete the stack to have it made again"))
        case .ready: break
        }
        return draft
    }
}
