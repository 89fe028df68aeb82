import Model

/// Nothing is terminated that doesn't carry the tags of this project and of this environment.
struct OwnershipGuard {
    let project: ProjectName
    let environment: EnvironmentName
    let instances: [Instance]

    /// Moves terminations that name anything else out of the draft's actions, and with a replacement the launch that was
    /// to make up for it: the fleet would otherwise grow with every look.
    func apply(to draft: inout StepDraft) {
        let owned = Set(instances.filter(isOurs).map(\.id))
        var unreplaced: Set<String> = []
        draft.actions.removeAll { action in
            guard case .terminateInstances(let it) = action else { return false }
            let foreign = it.instances.filter { !owned.contains($0) }
            guard !foreign.isEmpty else { return false }
            draft.withheld.append(
                Withheld(
                    rule: .notOurs, subject: action.subject, what: action.line,
                    advice:
                        "\(foreign.map(\.text).joined(separator: ", ")) without the tags \(TagKey.project)=\(project) and "
                        + "\(TagKey.environment)=\(environment)"))
            if it.reason == .replaced { unreplaced.insert(action.subject) }
            return true
        }
        draft.actions.removeAll { action in
            guard case .launchInstances = action, unreplaced.contains(action.subject) else { return false }
            draft.withheld.append(
                Withheld(
                    rule: .notOurs, subject: action.subject, what: action.line,
                    advice: "they would replace instances that tend doesn't terminate"))
            return true
        }
    }

    private func isOurs(_ instance: Instance) -> Bool {
        instance.tags[TagKey.project] == project.text && instance.tags[TagKey.environment] == environment.text
    }
}
