import FoundationEssentials
import Model

/// Decides what to do next in one environment that git names.
struct EnvironmentPlanner {
    let environment: EffectiveEnvironment
    let actual: ActualEnvironment
    let desired: DesiredState
    let settings: EnvironmentSettings
    /// The AMIs that can be launched in the environment's account.
    let images: [ImageName: MachineImage]
    let now: Date

    private var name: EnvironmentName { environment.desired.name }

    /// The parts in the order in which they depend on each other: a part whose predecessors aren't settled may still
    /// begin where that is safe, but commands only reach instances that are there to stay.
    func next() -> StepDraft {
        var draft = StepDraft()
        draft.append(publications())
        if let stack = environment.desired.stack {
            let step = StackPlanner.next(stack, actual: actual.stack, environment: name)
            draft.append(step)
            if !step.isSettled { return guarded(draft) }
        }
        draft.append(fleets())
        draft.append(removedFleets())
        draft.append(commands(going: Set(draft.actions.flatMap(terminated))))
        draft.append(heldCommands())
        draft.append(sandboxEnd())
        return guarded(draft)
    }

    private func publications() -> StepDraft {
        var draft = StepDraft()
        for (image, wanted) in environment.desired.images.sorted(by: { $0.key < $1.key }) {
            guard let ami = images[image]?.id else {
                draft.waits.append(
                    Wait(
                        subject: "image/\(image)", what: "\(image)@\(wanted.version) can't be launched here yet",
                        lookAgainSeconds: 2, broughtBy: .devops))
                continue
            }
            let published = actual.publishedImages[image]
            guard published != ami else { continue }
            draft.changes.append(
                Change(
                    subject: "image/\(image)",
                    why: published.map { "\($0) is published" } ?? "no AMI is published",
                    remedy: "publish \(image)@\(wanted.version)"))
            draft.actions.append(
                .publishImage(PublishImage(environment: name, image: image, version: wanted.version, ami: ami)))
        }
        return draft
    }

    private func fleets() -> StepDraft {
        var draft = StepDraft()
        for (_, spec) in environment.desired.fleets.sorted(by: { $0.key < $1.key }) {
            guard environment.desired.images[spec.launch.image] != nil else {
                draft.problems.append(
                    Problem(
                        subject: "fleet/\(spec.name)", what: "no version of \(spec.launch.image) is wanted here",
                        advice: "nothing is done for this fleet; name a version, or mend the hold"))
                continue
            }
            draft.append(
                FleetPlanner(
                    spec: spec, environment: name, instances: actual.instances, image: images[spec.launch.image],
                    now: now
                ).next())
        }
        return draft
    }

    private func removedFleets() -> StepDraft {
        var draft = StepDraft()
        let claimed = actual.instances.filter { !$0.state.isEnding && $0.fleet != nil }
        let unwanted = Dictionary(grouping: claimed) { $0.fleet }.filter { fleet, _ in
            fleet.map { environment.desired.fleets[$0] == nil } ?? false
        }
        for (fleet, instances) in unwanted.sorted(by: { ($0.key?.text ?? "") < ($1.key?.text ?? "") }) {
            guard let fleet else { continue }
            draft.changes.append(
                Change(
                    subject: "fleet/\(fleet)", why: "the fleet is no longer wanted",
                    remedy: "terminate \(counted(instances.count, "instance"))"))
            draft.actions.append(
                .terminateInstances(
                    TerminateInstances(
                        environment: name, fleet: fleet, instances: instances.map(\.id).sorted(), reason: .fleetRemoved)
                ))
        }
        return draft
    }

    private func commands(going: Set<InstanceID>) -> StepDraft {
        var draft = StepDraft()
        let staying = actual.instances.filter { $0.state == .running && !going.contains($0.id) && !isOutdated($0) }
        for command in environment.desired.commands {
            guard let definition = desired.commands[command] else { continue }
            draft.append(
                CommandPlanner(
                    definition: definition, commands: desired.commands, environment: name, instances: staying
                ).next())
        }
        return draft
    }

    private func heldCommands() -> StepDraft {
        var draft = StepDraft()
        guard let hold = environment.hold else { return draft }
        for command in environment.heldCommands {
            guard let definition = desired.commands[command] else { continue }
            let due = actual.instances.filter {
                $0.state == .running && definition.target.matches($0.tags)
                    && $0.receipts[command]?.digest != definition.digest
            }
            guard !due.isEmpty else { continue }
            draft.withheld.append(
                Withheld(
                    rule: .hold, subject: "command/\(command)",
                    what: "run \(command) on \(counted(due.count, "instance"))",
                    advice: "release \(hold.release) didn't have it in this form; it runs when the hold ends"))
        }
        return draft
    }

    /// A sandbox whose time is over is reported and left as it is: this version takes a sandbox down only when its file goes.
    private func sandboxEnd() -> StepDraft {
        var draft = StepDraft()
        guard let end = environment.desired.sandbox?.end.moment(from: environment.desired.touchedAt), now >= end else {
            return draft
        }
        draft.problems.append(
            Problem(
                subject: "sandbox", what: "its time was over at \(end.formatted(.iso8601))",
                advice: "remove \(environment.desired.place.file) to have it taken down, or extend it there"))
        return draft
    }

    private func guarded(_ draft: StepDraft) -> StepDraft {
        var draft = draft
        OwnershipGuard(project: desired.project.name, environment: name, instances: actual.instances).apply(to: &draft)
        TerminationCap(
            limits: desired.project.limits, population: actual.instances.filter { !$0.state.isEnding }.count
        ).apply(to: &draft)
        UnenforcedGuards.apply(settings.unenforcedGuards, to: &draft)
        return draft
    }

    /// Whether the instance will be replaced, so that running a command on it would be for nothing.
    private func isOutdated(_ instance: Instance) -> Bool {
        guard let fleet = instance.fleet, let spec = environment.desired.fleets[fleet] else { return false }
        return instance.version != environment.desired.images[spec.launch.image]?.version
            || instance.launch != spec.launch.digest
    }

    private func terminated(_ action: Action) -> [InstanceID] {
        if case .terminateInstances(let it) = action { it.instances } else { [] }
    }
}
