import FoundationEssentials
import Model

/// The phase that closes what a process that died had begun.
extension Reconciler {
    /// Looks up every intent without outcome in AWS and closes it. Only those of environments whose lease is ours: the
    /// others may be running at this moment.
    /// - Returns: The environments in which it isn't known yet what became of something: nothing new is begun there.
    func recover(
        _ desired: DesiredState, _ leases: LeaseTable, _ memory: inout PassMemory
    ) async throws(JournalFailure) -> Set<EnvironmentName> {
        var resolved: Set<EnvironmentName> = []
        var unresolved: Set<EnvironmentName> = []
        for intent in try await ports.journal.openIntents() {
            let environment = intent.action.environment
            guard await leases.obstacle(in: environment) == nil else { continue }
            let outcome: Conclusion.Outcome
            do throws(ActionFailure) {
                let order = ActionOrder(id: intent.id, action: intent.action, desired: desired)
                switch try await ports.cloud.lookUp(order) {
                case .done(let result): outcome = .recoveredDone(result)
                case .notDone(let reason): outcome = .recoveredNotDone(reason)
                case .indeterminate(let reason): outcome = .indeterminate(reason)
                }
            } catch {
                if unresolved.insert(environment).inserted {
                    memory.fail(environment, error, at: await ports.clock.now())
                }
                continue
            }
            try await ports.journal.conclude(
                Conclusion(intent: intent, outcome: outcome, at: await ports.clock.now()))
            report(.recovered(intent, outcome))
            resolved.insert(environment)
        }
        for environment in resolved.subtracting(unresolved) { memory.succeed(environment) }
        return unresolved
    }
}
