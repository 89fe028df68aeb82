import FoundationEssentials

/// The time, waiting and chance, so that tests have them in hand.
public struct AWSClock: Sendable {
    /// The time of this machine.
    public var now: @Sendable () -> Date
    /// Waits; throws only when the task is cancelled.
    public var sleep: @Sendable (Duration) async throws -> Void
    /// A number from 0 up to, and without, 1.
    public var random: @Sendable () -> Double

    /// A clock from its parts.
    public init(
        now: @escaping @Sendable () -> Date, sleep: @escaping @Sendable (Duration) async throws -> Void,
        random: @escaping @Sendable () -> Double
    ) {
        self.now = now
        self.sleep = sleep
        self.random = random
    }

    /// The machine's own.
    public static let system = AWSClock(
        now: { Date() }, sleep: { try await Task.sleep(for: $0) }, random: { Double.random(in: 0..<1) })
}
