import Synchronization

/// Keeps a client from hammering a service that is down: retries cost tokens, and only success gives them back.
///
/// The numbers are those of the SDKs' standard mode: 500 tokens, 5 for a retry, 10 after a time-out.
final class RetryQuota: Sendable {
    private let tokens: Mutex<Int>
    private let capacity: Int

    init(capacity: Int = 500) {
        self.capacity = capacity
        tokens = Mutex(capacity)
    }

    /// Pays for a retry.
    /// - Returns: Whether there was enough.
    func pay(_ cost: Int) -> Bool {
        tokens.withLock {
            guard $0 >= cost else { return false }
            $0 -= cost
            return true
        }
    }

    /// Gives back what the last retry of a call that succeeded had cost, or one token for a first attempt.
    func giveBack(_ cost: Int) {
        tokens.withLock { $0 = min(capacity, $0 + max(1, cost)) }
    }

    var left: Int { tokens.withLock { $0 } }
}
