import FoundationEssentials
import Model

/// Decides what to do next for all images in the devops account, and tells which are ready.
struct ArtifactsPlanner {
    private let unreadable: ObservationFailure?
    private let planners: [ImagePlanner]
    private let guards: [UnenforcedGuard]

    init(desired: DesiredState, actual: Observation<ActualArtifacts>, environments: [EffectiveEnvironment]) {
        unreadable = actual.failure
        guards = desired.project.settings(of: .devops)?.unenforcedGuards ?? []
        guard let artifacts = actual.value else {
            planners = []
            return
        }
        planners = WantedArtifact.all(of: environments, in: desired.project).map { wanted, accounts in
            ImagePlanner(
                wanted: wanted, accounts: accounts, definition: desired.images[wanted.image], artifacts: artifacts)
        }
    }

    func next() -> StepDraft {
        var draft = StepDraft()
        if let unreadable { draft.problems.append(.unreadable(unreadable)) }
        for planner in planners { draft.append(planner.next()) }
        draft.actions = draft.actions.withoutRepetition
        draft.changes = draft.changes.withoutRepetition
        draft.problems = draft.problems.withoutRepetition
        UnenforcedGuards.apply(guards, to: &draft)
        return draft
    }

    /// The wanted AMIs that an account can launch already.
    func launchable(by environment: EffectiveEnvironment, in account: AccountID) -> [ImageName: MachineImage] {
        var images: [ImageName: MachineImage] = [:]
        for (name, wanted) in environment.desired.images {
            let artifact = WantedArtifact(image: name, version: wanted.version, step: wanted.step)
            guard let planner = planners.first(where: { $0.wanted == artifact }), let image = planner.machineImage,
                planner.artifacts.account == account || image.sharedWith.contains(account)
            else { continue }
            images[name] = image
        }
        return images
    }
}

extension Array where Element: Hashable {
    /// The elements in their order, each once: two environments may want steps of the same workflow.
    fileprivate var withoutRepetition: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
