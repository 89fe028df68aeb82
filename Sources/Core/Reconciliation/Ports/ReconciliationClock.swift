import FoundationEssentials

/// The time, and waiting for it. The real one in a daemon, a virtual one in a dry run.
public protocol ReconciliationClock: Sendable {
    /// The present moment.
    func now() async -> Date
    /// Returns after so many seconds, or throws `CancellationError` as soon as the task is cancelled.
    func sleep(seconds: Double) async throws
}
