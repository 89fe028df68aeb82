import CoreFixtures
import FoundationEssentials
import Model
import Planning
import Reconciliation
import SimulatedCloud
import Testing

@Suite struct RestartTests {
    @Test("a process that dies before an effect changes nothing about the end", arguments: 1...14)
    func beforeEffect(_ step: Int) async throws {
        try await dies(.beforeEffect(step))
    }

    @Test(
        "a process that dies after an effect, before its outcome is written, changes nothing either", arguments: 1...14)
    func afterEffect(_ step: Int) async throws {
        try await dies(.afterEffect(step))
    }

    private func dies(_ death: MortalJournal.Death) async throws {
        let expected = try await World.after(WholeProject.desired(), from: WholeProject.empty)
        let cloud = RememberingCloud(WholeProject.empty)
        let journal = MortalJournal(death)
        let ports = Reconciler.Ports(
            cloud: cloud, builder: cloud, journal: journal, leases: UncontestedLeases(), clock: cloud.simulated)
        let desired = WholeProject.desired()
        let first = Reconciler(ports: ports, actor: .person("first"), purpose: "test", lanes: .sequential)
        await #expect(throws: JournalFailure.self) { try await first.run(desired, limitSeconds: 6 * 3600) }

        await journal.revive()
        let second = Reconciler(ports: ports, actor: .person("second"), purpose: "test", lanes: .sequential)
        let run = try await second.run(desired, limitSeconds: 6 * 3600)
        #expect(run.last.plan.isSettled)
        #expect(await journal.openIntents() == [])

        let end = await cloud.observe(ObservationScope(desired: desired))
        #expect(Outline(end) == Outline(expected))
        // No effect happened twice: the same launches, builds and commands as without the death.
        let lines = await cloud.lines
        #expect(Set(lines).count == lines.count)
        #expect(lines.count == 14)
    }
}

/// What an AWS looks like, without ids and times.
private struct Outline: Equatable {
    var images: [String]
    var environments: [EnvironmentName: [String]]

    init(_ actual: ActualState) {
        images = (actual.artifacts.value?.images ?? []).map { "\($0.name) \($0.state) \($0.sharedWith.sorted())" }
            .sorted()
        environments = actual.environments.compactMapValues { observation in
            observation.value.map { environment in
                let instances = environment.instances.map { instance in
                    let receipts = instance.receipts.map { "\($0.key) \($0.value.digest) \($0.value.status)" }.sorted()
                    return "\(instance.fleet?.text ?? "") \(instance.version?.text ?? "") \(instance.state) \(receipts)"
                }
                return instances.sorted() + environment.publishedImages.keys.sorted().map(\.text)
                    + [environment.stack?.status ?? "no stack"]
            }
        }
    }
}

/// A journal whose process dies once, at a step.
private actor MortalJournal: Journal {
    enum Death: Sendable {
        case beforeEffect(Int)
        case afterEffect(Int)
    }

    private let death: Death
    private var isAlive = true
    private var isMortal = true
    private var begun = 0
    private var open: [Intent] = []

    init(_ death: Death) { self.death = death }

    func revive() {
        isAlive = true
        isMortal = false
    }

    func intend(_ intent: Intent) throws(JournalFailure) {
        begun += 1
        if isMortal, case .beforeEffect(begun) = death { isAlive = false }
        try write()
        open.append(intent)
    }

    func conclude(_ conclusion: Conclusion) throws(JournalFailure) {
        if isMortal, case .afterEffect(begun) = death { isAlive = false }
        try write()
        open.removeAll { $0.id == conclusion.intent.id }
    }

    func note(_ note: JournalNote) throws(JournalFailure) { try write() }

    func converged(_ convergence: Convergence) throws(JournalFailure) -> Release? {
        try write()
        return nil
    }

    func openIntents() -> [Intent] { open }

    private func write() throws(JournalFailure) {
        guard isAlive else { throw JournalFailure(message: "the process is dead", advice: "") }
    }
}

/// A simulated AWS that remembers what it was asked to do, as the real one does by ClientToken, tag and comment.
private actor RememberingCloud: CloudReader, CloudWriter, ImageBuilder {
    nonisolated let simulated: SimulatedCloud
    private var performed: [ActionID: ActionResult] = [:]
    private(set) var lines: [String] = []

    init(_ observed: ActualState) { simulated = SimulatedCloud(observed) }

    func observe(_ scope: ObservationScope) async -> ActualState { await simulated.observe(scope) }

    func perform(_ order: ActionOrder) async throws(ActionFailure) -> ActionResult {
        lines.append("\(order.action.environment) \(order.action.line)")
        let result = try await simulated.perform(order)
        performed[order.id] = result
        return result
    }

    func build(_ order: BuildOrder) async throws(ActionFailure) -> AMIID {
        lines.append("\(order.build)")
        return try await simulated.build(order)
    }

    func registerImage(_ ami: AMIID, built order: BuildOrder) async throws(ActionFailure) {
        try await simulated.registerImage(ami, built: order)
        performed[order.id] = ActionResult(summary: "built", created: [ami.text])
    }

    func lookUp(_ order: ActionOrder) -> LookUpAnswer {
        performed[order.id].map { .done($0) } ?? .notDone("nothing with this id")
    }
}
