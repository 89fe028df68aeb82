import CoreFixtures
import FoundationEssentials
import Model
import Planning
import Reconciliation
import SimulatedCloud

/// A simulated AWS that is reconciled as a daemon would, with the cloud left to look at.
enum World {
    /// What AWS has after a run to the end.
    static func after(_ desired: DesiredState, from observed: ActualState) async throws -> ActualState {
        let cloud = SimulatedCloud(observed)
        let reconciler = reconciler(of: cloud)
        _ = try await reconciler.run(desired, limitSeconds: 6 * 3600)
        return await cloud.observe(ObservationScope(desired: desired))
    }

    static func reconciler(of cloud: SimulatedCloud, journal: any Journal = ForgetfulJournal()) -> Reconciler {
        Reconciler(
            ports: Reconciler.Ports(
                cloud: cloud, builder: cloud, journal: journal, leases: UncontestedLeases(), clock: cloud),
            actor: .person("test"), purpose: "test", lanes: .sequential)
    }
}

/// A journal that writes nothing down.
struct ForgetfulJournal: Journal {
    func intend(_ intent: Intent) {}
    func conclude(_ conclusion: Conclusion) {}
    func note(_ note: JournalNote) {}
    func converged(_ convergence: Convergence) -> Release? { nil }
    func openIntents() -> [Intent] { [] }
}
