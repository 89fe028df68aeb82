import FoundationEssentials
import Model
import Planning

/// The last phase: remembers failures, cuts releases, and says where each environment stands.
extension Reconciler {
    func settle(
        _ plan: Plan, _ performed: Performed, _ desired: DesiredState, _ pass: PassID, _ leases: LeaseTable,
        _ memory: inout PassMemory, at now: Date
    ) async throws(JournalFailure) -> PassReport {
        var reports: [EnvironmentName: EnvironmentReport] = [:]
        for environment in plan.environments {
            let name = environment.environment
            let actions = performed[name] ?? []
            remember(actions, in: name, &memory, at: now)
            if environment.isConverged { memory.succeed(name) }
            let obstacle = await leases.obstacle(in: name)
            var release: Release?
            if environment.isConverged, obstacle == nil, let content = environment.content {
                release = try await ports.journal.converged(
                    Convergence(
                        environment: name, content: content, restores: environment.hold?.release, pass: pass,
                        commit: desired.commit, actor: actor, at: now))
                if let release { report(.released(release)) }
            }
            reports[name] = EnvironmentReport(
                performed: actions, release: release,
                standing: standing(of: environment, actions, obstacle, memory, at: now))
        }
        return PassReport(
            pass: pass, plan: plan, environments: reports, repeatsPlan: memory.isRepetition(plan))
    }

    private func remember(
        _ actions: [PerformedAction], in environment: EnvironmentName, _ memory: inout PassMemory, at now: Date
    ) {
        for action in actions {
            switch action.outcome {
            case .failed(let failure): memory.fail(environment, failure, at: now)
            case .done, .recoveredDone, .recoveredNotDone, .indeterminate: memory.succeed(environment)
            }
        }
    }

    private func standing(
        of plan: EnvironmentPlan, _ actions: [PerformedAction], _ obstacle: String?, _ memory: PassMemory, at now: Date
    ) -> Standing {
        if let unreadable = plan.problems.first(where: \.isUnreadable) {
            return .unreadable("\(unreadable.subject): \(unreadable.what)")
        }
        if plan.isConverged { return .converged }
        if let obstacle, !plan.actions.isEmpty { return .busy(obstacle) }
        if let setback = memory.obstacle(in: plan.environment, at: now) {
            guard let until = setback.until else { return .stalled(setback.failure.description) }
            return .retrying(seconds: until.timeIntervalSince(now), setback.failure)
        }
        if !actions.isEmpty || !plan.actions.isEmpty { return .progressing }
        if !plan.waits.isEmpty {
            let bringers = plan.waits.map(\.broughtBy)
            return .waiting(
                seconds: plan.waits.map(\.lookAgainSeconds).min() ?? 1,
                broughtBy: bringers.contains(nil) ? [] : Set(bringers.compactMap { $0 }))
        }
        if let problem = plan.problems.first { return .stalled("\(problem.subject): \(problem.what)") }
        return .withheld
    }
}
