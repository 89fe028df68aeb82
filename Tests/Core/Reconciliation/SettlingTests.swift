import CoreFixtures
import FoundationEssentials
import Model
import Planning
import Reconciliation
import Testing

@Suite struct SettlingTests {
    @Test("a converged environment gets a release once")
    func releasedOnce() async throws {
        let stage = Stage(Stage.converged)
        var memory = PassMemory()
        let first = try await stage.reconciler.pass(Stage.desired, memory: &memory)
        #expect(first.environments["prd"]?.release?.number == 1)
        #expect(first.environments["prd"]?.release?.commit == Shop.commit)
        #expect(first.environments["prd"]?.release?.restores == nil)
        #expect(first.environments["prd"]?.standing == .converged)
        #expect(first.environments[.devops]?.release == nil)
        #expect(first.nextLookSeconds == nil)
        let second = try await stage.reconciler.pass(Stage.desired, memory: &memory)
        #expect(second.environments["prd"]?.release == nil)
    }

    @Test("a release of a held environment names the one that it restores")
    func restored() async throws {
        let hold = Hold(
            release: 7,
            content: ReleaseContent(
                images: ["web": ReleasedImage(version: "1.3.0", ami: "ami-app130")], fleets: [:], commands: [:]),
            owner: "ops", reason: "demo", since: Shop.now, until: Shop.now.addingTimeInterval(60))
        let stage = Stage(
            Shop.actual(
                images: Shop.amis() + Shop.amis("1.3.0"), [Shop.existing("prd", published: "ami-app130", hold: hold)]))
        var memory = PassMemory()
        let report = try await stage.reconciler.pass(Shop.desired([Shop.environment("prd")]), memory: &memory)
        #expect(report.environments["prd"]?.release?.restores == 7)
        #expect(report.environments["prd"]?.release?.content == hold.content)
    }

    @Test("where somebody else has the lease, or something is left to do, no release is cut")
    func notReleased() async throws {
        let busy = Stage(Stage.converged, taken: ["prd"])
        var memory = PassMemory()
        _ = try await busy.reconciler.pass(Stage.desired, memory: &memory)
        #expect(await busy.journal.convergences.map(\.environment) == ["tst"])
        let acting = Stage(perform: Stage.succeeds)
        _ = try await acting.reconciler.pass(Stage.desired, memory: &memory)
        #expect(await acting.journal.convergences == [])
    }

    @Test("what is withheld or stuck is noted once, and again when it changes")
    func notedOnce() async throws {
        let stage = Stage(
            Shop.actual(
                images: Shop.amis(), [Shop.existing("prd", Shop.instances(1...8, in: "prd"), published: "ami-app142")]))
        let desired = { (replicas: Int) in
            Shop.desired([Shop.environment("prd", fleets: [Shop.fleet(replicas: replicas)])])
        }
        var memory = PassMemory()
        for _ in 1...3 { _ = try await stage.reconciler.pass(desired(4), memory: &memory) }
        #expect(
            await stage.log.events(of: "note") == [
                "note withheld prd: terminate i-1, i-2, i-3, i-4 (surplus): 4 instances would go without being replaced, 2 of 8 "
                    + "may; go in smaller steps, or raise limits.terminations in tend.yaml"
            ])
        #expect(await stage.journal.notes.first?.facts == ["rule": "termination-cap"])
        _ = try await stage.reconciler.pass(desired(3), memory: &memory)
        #expect(await stage.journal.notes.count == 2)
        _ = try await stage.reconciler.pass(desired(8), memory: &memory)
        _ = try await stage.reconciler.pass(desired(4), memory: &memory)
        #expect(await stage.journal.notes.count == 3)
    }

    @Test("what was noted is not news after a look that failed")
    func notNews() async throws {
        let held = Shop.actual(
            images: Shop.amis(), [Shop.existing("prd", Shop.instances(1...8, in: "prd"), published: "ami-app142")])
        let desired = Shop.desired([Shop.environment("prd", fleets: [Shop.fleet(replicas: 4)])])
        let stage = Stage(held)
        var memory = PassMemory()
        _ = try await stage.reconciler.pass(desired, memory: &memory)
        await stage.cloud.show(Shop.actual(images: Shop.amis(), unreadable: ["prd"]))
        _ = try await stage.reconciler.pass(desired, memory: &memory)
        await stage.cloud.show(held)
        _ = try await stage.reconciler.pass(desired, memory: &memory)
        #expect(await stage.journal.notes.count == 1)
    }

    @Test("a problem that a person must mend is noted with its advice, and the environment is stalled")
    func stalled() async throws {
        let stage = Stage(
            Shop.actual(
                images: Shop.amis(),
                [Shop.existing("prd", [Shop.instance("i-1", in: "prd", checks: .impaired)], published: "ami-app142")]))
        var memory = PassMemory()
        let report = try await stage.reconciler.pass(
            Shop.desired([Shop.environment("prd", fleets: [Shop.fleet(replicas: 1)])]), memory: &memory)
        let text = "i-1 (web@1.4.2) is not healthy: it is impaired, as EC2's status checks say"
        #expect(report.environments["prd"]?.standing == .stalled("fleet/web: \(text)"))
        #expect(
            await stage.journal.notes.map(\.text) == [
                "\(text) (look at the instance; terminate it to have it replaced, or commit another version)"
            ])
        #expect(await stage.journal.notes.map(\.kind) == [.stalled])
    }
}
