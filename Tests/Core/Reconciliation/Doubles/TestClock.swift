import CoreFixtures
import FoundationEssentials
import Reconciliation

/// A clock that moves when someone waits for it.
actor TestClock: ReconciliationClock {
    private var time = Shop.now
    private(set) var sleeps: [Double] = []

    func now() -> Date { time }

    func sleep(seconds: Double) throws {
        try Task.checkCancellation()
        sleeps.append(seconds)
        time.addTimeInterval(seconds)
    }

    /// Moves on by itself.
    func pass(seconds: Double) { time.addTimeInterval(seconds) }
}
