import FoundationEssentials
import Model

/// Compares what git says with what AWS has, and decides what to do next. Pure: the same input gives the same plan.
public enum Planner {
    /// Makes the plan for one look at AWS.
    ///
    /// Only the next actions are planned; what follows from them is decided on the next look.
    /// - Parameters:
    ///   - desired: What git says.
    ///   - actual: What AWS has. An environment that is missing there is not planned for.
    ///   - now: The moment, for deadlines and holds.
    public static func plan(_ desired: DesiredState, _ actual: ActualState, at now: Date) -> Plan {
        var drafts: [EnvironmentDraft] = []
        let effective = effectiveEnvironments(desired, actual, at: now)
        let artifacts = ArtifactsPlanner(desired: desired, actual: actual.artifacts, environments: effective)
        drafts.append(
            EnvironmentDraft(
                environment: .devops, account: desired.project.settings(of: .devops)?.account, step: artifacts.next()))

        for (name, observation) in actual.environments.sorted(by: { $0.key < $1.key }) where name != .devops {
            drafts.append(
                draft(
                    name, observation, desired, effective.first { $0.desired.name == name }, artifacts, at: now))
        }
        withholdMassTeardown(&drafts, desired)
        if desired.environments.isEmpty { withholdEverything(&drafts) }
        return numbered(drafts, desired, actual.sandboxesUnreadable.map { [.unreadable($0)] } ?? [], at: now)
    }

    private static func effectiveEnvironments(
        _ desired: DesiredState, _ actual: ActualState, at now: Date
    ) -> [EffectiveEnvironment] {
        desired.environments.values.filter { actual.environments[$0.name] != nil || $0.name == .devops }
            .sorted { $0.name < $1.name }.map { environment in
                EffectiveEnvironment(
                    environment, hold: actual.environments[environment.name]?.value?.hold, commands: desired.commands,
                    at: now)
            }
    }

    private static func draft(
        _ name: EnvironmentName, _ observation: Observation<ActualEnvironment>, _ desired: DesiredState,
        _ effective: EffectiveEnvironment?, _ artifacts: ArtifactsPlanner, at now: Date
    ) -> EnvironmentDraft {
        let settings = desired.project.settings(of: name)
        var draft = EnvironmentDraft(environment: name, account: settings?.account)
        guard let actual = observation.value else {
            if let failure = observation.failure { draft.step.problems.append(.unreadable(failure)) }
            return draft
        }
        guard let settings else {
            draft.step.problems.append(
                Problem(subject: "environment", what: "tend.yaml doesn't name the class of \(name)", advice: "add it"))
            return draft
        }
        guard let effective else {
            if name.isSandbox {
                draft.step = TeardownPlanner.next(actual)
                OwnershipGuard(project: desired.project.name, environment: name, instances: actual.instances)
                    .apply(to: &draft.step)
                UnenforcedGuards.apply(settings.unenforcedGuards, to: &draft.step)
            }
            return draft
        }
        let images = artifacts.launchable(by: effective, in: settings.account)
        draft.hold = effective.hold
        draft.step =
            EnvironmentPlanner(
                environment: effective, actual: actual, desired: desired, settings: settings, images: images, now: now
            ).next()
        if draft.step.isSettled { draft.content = effective.content(images: images, commands: desired.commands) }
        return draft
    }

    /// Sandboxes are removed without being replaced, so the same cap counts them.
    private static func withholdMassTeardown(_ drafts: inout [EnvironmentDraft], _ desired: DesiredState) {
        let isGoing = { (draft: EnvironmentDraft) in
            desired.environments[draft.environment] == nil && !draft.step.actions.isEmpty && draft.environment.isSandbox
        }
        let going = drafts.filter(isGoing).count
        let allowed = desired.project.limits.terminationsMax
        guard going > allowed else { return }
        for index in drafts.indices where isGoing(drafts[index]) {
            drafts[index].step.withholdActions(
                rule: .terminationCap,
                advice: "\(going) sandboxes would go in one pass, \(allowed) may; remove their files in smaller steps, "
                    + "or raise limits.terminations.max in tend.yaml")
        }
    }

    private static func withholdEverything(_ drafts: inout [EnvironmentDraft]) {
        for index in drafts.indices {
            drafts[index].step.withholdActions(
                rule: .emptyDesiredState,
                advice: "no environment is left in the desired state; this is taken for a mistake")
        }
    }

    private static func numbered(
        _ drafts: [EnvironmentDraft], _ desired: DesiredState, _ problems: [Problem], at now: Date
    ) -> Plan {
        let digest = EnvironmentDraft.digest(of: drafts)
        let files = Set(desired.environments.keys.map(\.environmentClass))
        let notices = desired.project.classes.keys.sorted()
            .filter { $0 != .sandbox && $0 != .devops && !files.contains($0) }
            .map { "\($0) has no file below environments/, so tend leaves it alone" }
        return Plan(
            at: now, commit: desired.commit, environments: drafts.map { $0.numbered(plan: digest, at: now) },
            notices: notices, problems: problems, digest: digest)
    }
}

extension Problem {
    /// A look that failed. Nothing is planned from it: a failed read never means "empty".
    static func unreadable(_ failure: ObservationFailure) -> Problem {
        Problem(subject: failure.subject, what: failure.reason, advice: failure.advice, isUnreadable: true)
    }
}
