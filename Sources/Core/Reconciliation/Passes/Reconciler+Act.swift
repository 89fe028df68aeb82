import Crypto
import FoundationEssentials
import Model
import Planning

/// The phase that has effects: intent, effect, outcome, for one action after the other in each environment.
extension Reconciler {
    typealias Performed = [EnvironmentName: [PerformedAction]]

    func act(
        on plan: Plan, _ desired: DesiredState, _ pass: PassID, _ leases: LeaseTable, _ memory: PassMemory,
        except unresolved: Set<EnvironmentName>
    ) async throws(JournalFailure) -> Performed {
        var lanesToRun: [EnvironmentPlan] = []
        for environment in plan.environments where !environment.actions.isEmpty {
            guard await leases.obstacle(in: environment.environment) == nil,
                memory.obstacle(in: environment.environment, at: plan.at) == nil,
                !unresolved.contains(environment.environment)
            else { continue }
            lanesToRun.append(environment)
        }
        var performed: Performed = [:]
        switch lanes {
        case .sequential:
            for environment in lanesToRun {
                performed[environment.environment] = try await lane(environment, desired, pass, leases).get()
            }
        case .concurrent:
            let results = await withTaskGroup { group in
                for environment in lanesToRun {
                    group.addTask {
                        (environment.environment, await lane(environment, desired, pass, leases))
                    }
                }
                var ended: [(EnvironmentName, Result<[PerformedAction], JournalFailure>)] = []
                for await lane in group {
                    // Without a journal no lane may begin anything further.
                    if case .failure = lane.1 { group.cancelAll() }
                    ended.append(lane)
                }
                return ended
            }
            for (environment, result) in results { performed[environment] = try result.get() }
        }
        return performed
    }

    /// The actions of one environment, in order. The first that fails ends the lane: what comes after it was planned for
    /// a world in which it succeeded.
    private func lane(
        _ plan: EnvironmentPlan, _ desired: DesiredState, _ pass: PassID, _ leases: LeaseTable
    ) async -> Result<[PerformedAction], JournalFailure> {
        var performed: [PerformedAction] = []
        for planned in plan.actions {
            if Task.isCancelled { break }
            do throws(JournalFailure) {
                let outcome = try await carryOut(planned, in: plan.environment, desired, pass)
                performed.append(PerformedAction(planned: planned, outcome: outcome))
                guard case .done = outcome else { break }
            } catch {
                return .failure(error)
            }
        }
        await leases.release(plan.environment)
        return .success(performed)
    }

    /// Carries out one action that a person decided on, with the same record as any other.
    ///
    /// The caller has the environment's lease.
    public func perform(
        _ action: Action, _ desired: DesiredState
    ) async throws(JournalFailure) -> PerformedAction {
        let now = await ports.clock.now()
        var hash = FieldHash(purpose: "tend single action")
        hash.add(action.line)
        hash.add(String(Int64((now.timeIntervalSince1970 * 1_000_000).rounded())))
        let digest = ContentDigest(bytes: hash.finish())
        let planned = PlannedAction(id: ActionID(prefixOf: digest), action: action)
        let pass = PassID(plan: digest, at: now)
        return PerformedAction(
            planned: planned, outcome: try await carryOut(planned, in: action.environment, desired, pass))
    }

    private func carryOut(
        _ planned: PlannedAction, in environment: EnvironmentName, _ desired: DesiredState, _ pass: PassID
    ) async throws(JournalFailure) -> Conclusion.Outcome {
        let intent = Intent(
            id: planned.id, action: planned.action, pass: pass, commit: desired.commit, actor: actor,
            at: await ports.clock.now())
        try await ports.journal.intend(intent)
        report(.began(environment, planned))
        let outcome: Conclusion.Outcome
        do throws(ActionFailure) {
            outcome = .done(try await effect(of: planned, desired))
        } catch {
            outcome = .failed(error)
        }
        try await ports.journal.conclude(Conclusion(intent: intent, outcome: outcome, at: await ports.clock.now()))
        report(.ended(environment, planned, outcome))
        return outcome
    }

    private func effect(of planned: PlannedAction, _ desired: DesiredState) async throws(ActionFailure) -> ActionResult
    {
        guard case .buildImage(let build) = planned.action else {
            let order = ActionOrder(id: planned.id, action: planned.action, desired: desired)
            let cloud = ports.cloud
            return try await uninterrupted { () async throws(ActionFailure) in try await cloud.perform(order) }
        }
        guard let definition = desired.images[build.image],
            let step = definition.steps.first(where: { $0.id == build.step })
        else {
            throw ActionFailure(
                message: "\(build.image) has no step \(build.step) in the desired state", disposition: .stalled)
        }
        let order = BuildOrder(
            id: planned.id, build: build, definition: definition, step: step, project: desired.project)
        let ami = try await ports.builder.build(order)
        // An AMI that was built but never registered would be nobody's.
        let cloud = ports.cloud
        try await uninterrupted { () async throws(ActionFailure) in try await cloud.registerImage(ami, built: order) }
        return ActionResult(summary: "built \(ami) (\(definition.amiName(of: step.id)))", created: [ami.text])
    }

    /// Runs in a task of its own, which the cancellation of the pass doesn't reach: an effect that was begun is brought to
    /// a known end.
    private func uninterrupted<Value: Sendable>(
        _ effect: @escaping @Sendable () async throws(ActionFailure) -> Value
    ) async throws(ActionFailure) -> Value {
        let result = await Task { () async -> Result<Value, ActionFailure> in
            do throws(ActionFailure) {
                return .success(try await effect())
            } catch {
                return .failure(error)
            }
        }.value
        return try result.get()
    }
}
