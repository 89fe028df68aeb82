import Daemon
import FoundationEssentials
import Model
import Reconciliation

/// One action that a person decided on, under the environment's lease and with the usual record.
struct SingleAction {
    let reconciler: Reconciler
    let desired: DesiredState
    let stateDirectory: String

    /// - Parameter waitingSeconds: How long to wait for another tend that is at work in the environment.
    /// - Throws: When the lease can't be had, the journal can't be written, or AWS says no.
    func perform(_ action: Action, waitingSeconds: Double, _ surroundings: Surroundings) async throws {
        let leases = FileLeases(directory: stateDirectory, project: desired.project.name)
        let lease = try await lease(on: action.environment, leases, waitingSeconds, surroundings)
        let result: PerformedAction
        do {
            result = try await reconciler.perform(action, desired)
        } catch {
            await lease.release()
            throw error
        }
        await lease.release()
        if case .failed(let failure) = result.outcome { throw CommandFailure(message: failure.description) }
    }

    private func lease(
        on environment: EnvironmentName, _ leases: FileLeases, _ waitingSeconds: Double, _ surroundings: Surroundings
    ) async throws -> any EnvironmentLease {
        let deadline = Date.now.addingTimeInterval(waitingSeconds)
        var told = false
        while true {
            switch await leases.acquire(environment, purpose: "a person's decision by \(surroundings.person)") {
            case .granted(let lease): return lease
            case .unavailable(let reason): throw CommandFailure(message: reason)
            case .taken(let holder):
                guard Date.now < deadline else {
                    throw CommandFailure(
                        message: "\(environment) is taken: \(holder); nothing was done. Try again when that has ended")
                }
                if !told { surroundings.tell("waiting for another tend in \(environment): \(holder)") }
                told = true
                try await Task.sleep(for: .milliseconds(200))
            }
        }
    }
}
