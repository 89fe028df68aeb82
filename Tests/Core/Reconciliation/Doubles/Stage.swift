import CoreFixtures
import FoundationEssentials
import Model
import Reconciliation

/// A reconciler with doubles at every port, for a world with a tst and a prd whose images are ready: both have a parameter to
/// publish and an instance to launch.
struct Stage {
    let log: EventLog
    let cloud: TestCloud
    let journal: TestJournal
    let clock = TestClock()
    let reconciler: Reconciler

    static let desired = Shop.desired([
        Shop.environment("tst", fleets: [Shop.fleet(replicas: 1)]),
        Shop.environment("prd", fleets: [Shop.fleet(replicas: 1)]),
    ])
    static let nothing = Shop.actual(images: Shop.amis(), [Shop.existing("tst"), Shop.existing("prd")])
    static let converged = Shop.actual(
        images: Shop.amis(),
        ["tst", "prd"].map { name in
            Shop.existing(name, [Shop.instance("i-1", in: name)], published: "ami-app142")
        })

    init(
        _ shown: ActualState = nothing, open: [Intent] = [], taken: Set<EnvironmentName> = [],
        lanes: Reconciler.Lanes = .sequential, refuses: @escaping @Sendable (String) -> Bool = { _ in false },
        build: (@Sendable (BuildOrder) async throws(ActionFailure) -> AMIID)? = nil, lookSeconds: Double = 0,
        lookUp: TestCloud.LookUp? = nil, perform: TestCloud.Perform? = nil
    ) {
        let log = EventLog()
        let clock = clock
        self.log = log
        cloud = TestCloud(
            shown, log: log, observe: { await clock.pass(seconds: lookSeconds) }, perform: perform, lookUp: lookUp)
        journal = TestJournal(log: log, open: open, refuses: refuses)
        reconciler = Reconciler(
            ports: Reconciler.Ports(
                cloud: cloud, builder: TestBuilder(onBuild: build), journal: journal,
                leases: TestLeases(log: log, taken: taken), clock: clock),
            actor: .daemon(host: "devops-1"), purpose: "test", lanes: lanes)
    }

    /// Everything succeeds.
    static let succeeds: TestCloud.Perform = { order in ActionResult(summary: order.action.verb) }
}
