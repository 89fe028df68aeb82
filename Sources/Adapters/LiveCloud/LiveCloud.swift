import FoundationEssentials
import Model
import Reconciliation

/// AWS itself: reads accounts into an `ActualState`, and turns one action into the calls that have its effect.
public struct LiveCloud: Sendable {
    let sessions: SessionBook
    let now: @Sendable () -> Date
    /// How long to wait between two looks at something that is under way.
    let pause: @Sendable (Duration) async throws -> Void

    /// AWS through these sessions.
    /// - Parameters:
    ///   - now: The time; receipts carry it.
    ///   - pause: Waits; a test can wait shorter.
    public init(
        sessions: SessionBook, now: @escaping @Sendable () -> Date = { Date.now },
        pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.sessions = sessions
        self.now = now
        self.pause = pause
    }
}
