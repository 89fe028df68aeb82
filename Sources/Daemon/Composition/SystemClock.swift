import FoundationEssentials
import Reconciliation

/// The real time.
public struct SystemClock: ReconciliationClock {
    /// The clock of this machine.
    public init() {}

    /// The present moment.
    public func now() -> Date { Date.now }

    /// Waits, or throws as soon as the task is cancelled.
    public func sleep(seconds: Double) async throws { try await Task.sleep(for: .seconds(seconds)) }
}
