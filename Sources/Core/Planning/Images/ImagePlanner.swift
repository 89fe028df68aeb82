import FoundationEssentials
import Model

/// Brings one wanted AMI about: builds the first step that is missing, then shares the result.
struct ImagePlanner {
    let wanted: WantedArtifact
    /// The accounts that must be able to launch it.
    let accounts: [AccountID]
    /// The workflow as the tree has it; `nil` when the tree has no such folder.
    let definition: ImageDefinition?
    /// What the devops account has.
    let artifacts: ActualArtifacts

    private var subject: String { "image/\(wanted.image)" }
    private var title: String { "\(wanted.image)@\(wanted.version)" }

    /// The AMI, once it can be launched.
    var machineImage: MachineImage? {
        finalStep.flatMap { image(of: $0) }.flatMap { $0.state == .available ? $0 : nil }
    }

    func next() -> StepDraft {
        var draft = StepDraft()
        if let definition, definition.version == wanted.version {
            if let step = wanted.step, !definition.steps.contains(where: { $0.id == step }) {
                draft.problems.append(missingStep(step, of: definition))
                return draft
            }
            guard continueBuilding(definition, &draft) else { return draft }
        } else if machineImage == nil {
            draft.problems.append(missingVersion)
            return draft
        }
        if let machineImage { share(machineImage, &draft) }
        return draft
    }

    /// Plans the next step of the workflow that has no AMI yet.
    /// - Returns: Whether every step that is needed is there.
    private func continueBuilding(_ definition: ImageDefinition, _ draft: inout StepDraft) -> Bool {
        var source = definition.rootBaseAMI
        let steps = neededSteps(of: definition)
        for (index, step) in steps.enumerated() {
            guard let made = image(of: step.id) else {
                let left = steps.count - index
                draft.changes.append(
                    Change(
                        subject: subject,
                        why: "\(title) has no AMI for \(left == 1 ? "its last step" : "\(left) steps")",
                        remedy: "build step \(step.id)"))
                draft.actions.append(
                    .buildImage(
                        BuildImage(
                            image: wanted.image, version: wanted.version, step: step.id, source: source,
                            inputs: step.inputs)))
                return false
            }
            guard made.inputs == step.inputs else {
                draft.problems.append(
                    Problem(
                        subject: subject,
                        what: "\(title) was built from other inputs: step \(step.id) is \(made.id) with inputs "
                            + "\(made.inputs.short), the files have \(step.inputs.short)",
                        advice: "a version is immutable; raise workflow_id at \(definition.place)"))
                return false
            }
            switch made.state {
            case .available: source = made.id
            case .pending:
                draft.waits.append(
                    Wait(
                        subject: subject, what: "\(made.id) (step \(step.id)) is not available yet", lookAgainSeconds: 5
                    ))
                return false
            case .failed:
                draft.problems.append(
                    Problem(
                        subject: subject, what: "\(made.id) (step \(step.id) of \(title)) is in a failed state",
                        advice: "deregister it, then tend builds the step again"))
                return false
            }
        }
        return true
    }

    private func share(_ image: MachineImage, _ draft: inout StepDraft) {
        let missing = accounts.filter { $0 != artifacts.account && !image.sharedWith.contains($0) }
        guard !missing.isEmpty else { return }
        draft.changes.append(
            Change(
                subject: subject,
                why: "\(title) can't be launched in \(missing.map(\.text).joined(separator: ", "))",
                remedy: "share \(image.id)"))
        draft.actions.append(
            .shareImage(
                ShareImage(
                    image: wanted.image, version: wanted.version, ami: image.id, snapshots: image.snapshots,
                    accounts: missing)))
    }

    /// The steps up to the wanted one.
    private func neededSteps(of definition: ImageDefinition) -> [ImageStep] {
        guard let last = wanted.step, let index = definition.steps.firstIndex(where: { $0.id == last }) else {
            return definition.steps
        }
        var chain = [definition.steps[index]]
        while let previous = chain[0].previous, let step = definition.steps.first(where: { $0.id == previous }),
            chain.count <= definition.steps.count
        {
            chain.insert(step, at: 0)
        }
        return chain
    }

    /// The step whose AMI is wanted: the one that is named, the workflow's last, or, for a version that the tree no
    /// longer builds, the one that was made last.
    ///
    /// Such a version may have been left half built. Where the tree still has the steps that were made, but not the
    /// last of them, that is plain, and what is there isn't taken for the whole.
    private var finalStep: StepID? {
        if let step = wanted.step { return step }
        let made = artifacts.images.filter { $0.image == wanted.image && $0.version == wanted.version }
        if let definition, let last = definition.steps.last?.id {
            if definition.version == wanted.version || made.contains(where: { $0.step == last }) { return last }
            let known = Set(definition.steps.map(\.id))
            if made.allSatisfy({ known.contains($0.step) }) { return nil }
        }
        return made.max { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }?.step
    }

    /// The AMI of a step. EC2 lists AMIs in any order, and a build whose answer was lost may have been repeated: the one
    /// that can be launched counts, then the oldest.
    private func image(of step: StepID) -> MachineImage? {
        let made = artifacts.images.filter {
            $0.image == wanted.image && $0.version == wanted.version && $0.step == step
        }
        .sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
        return made.first { $0.state == .available } ?? made.first { $0.state == .pending } ?? made.first
    }

    private func missingStep(_ step: StepID, of definition: ImageDefinition) -> Problem {
        Problem(
            subject: subject, what: "\(title) has no step \(step)",
            advice: "its steps are \(definition.steps.map(\.id.text).joined(separator: ", ")); see \(definition.place)")
    }

    private var missingVersion: Problem {
        if let definition {
            return Problem(
                subject: subject,
                what: "\(title) was never built to its end, and the files build \(definition.version)",
                advice: "name a version that exists, or set workflow_id at \(definition.place)")
        }
        return Problem(
            subject: subject, what: "\(title) was never built, and there is no folder images/\(wanted.image)",
            advice: "add the workflow, or name a version that exists")
    }
}
