import Model
import Reconciliation

/// Leases that are granted unless somebody else is said to have them.
struct TestLeases: EnvironmentLeases {
    let log: EventLog
    var taken: Set<EnvironmentName> = []

    func acquire(_ environment: EnvironmentName, purpose: String) async -> LeaseAnswer {
        await log.add("acquire \(environment)")
        return taken.contains(environment)
            ? .taken(by: "tend apply of ops@laptop") : .granted(TestLease(log: log, environment: environment))
    }
}

private struct TestLease: EnvironmentLease {
    let log: EventLog
    let environment: EnvironmentName

    func release() async { await log.add("release \(environment)") }
}
