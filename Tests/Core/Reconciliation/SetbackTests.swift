import CoreFixtures
import FoundationEssentials
import Model
import Planning
import Reconciliation
import Testing

@Suite struct SetbackTests {
    private let production = Shop.desired([Shop.environment("prd")])
    private let shown = Shop.actual(images: Shop.amis(), [Shop.existing("prd")])

    private func failing(_ disposition: ActionFailure.Disposition) -> TestCloud.Perform {
        { _ throws(ActionFailure) in throw ActionFailure(message: "no", disposition: disposition) }
    }

    @Test("what may be mended by time is tried again, each time after twice as long, up to five minutes")
    func backOff() async throws {
        let stage = Stage(shown, perform: failing(.retry(afterSeconds: 0)))
        var memory = PassMemory()
        var waits: [Double] = []
        for _ in 1...11 {
            let report = try await stage.reconciler.pass(production, memory: &memory)
            guard case .retrying(let seconds, let failure) = report.environments["prd"]?.standing else {
                Issue.record("prd isn't retrying")
                return
            }
            #expect(failure.message == "no")
            #expect(report.nextLookSeconds == seconds)
            waits.append(seconds)
            await stage.clock.pass(seconds: seconds)
        }
        #expect(waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300])
        #expect(await stage.log.events(of: "perform").count == 11)
    }

    @Test("before its time nothing is tried")
    func notBefore() async throws {
        let stage = Stage(shown, perform: failing(.retry(afterSeconds: 60)))
        var memory = PassMemory()
        _ = try await stage.reconciler.pass(production, memory: &memory)
        await stage.clock.pass(seconds: 59)
        let early = try await stage.reconciler.pass(production, memory: &memory)
        #expect(await stage.log.events(of: "perform").count == 1)
        #expect(early.nextLookSeconds == 1)
        await stage.clock.pass(seconds: 1)
        _ = try await stage.reconciler.pass(production, memory: &memory)
        #expect(await stage.log.events(of: "perform").count == 2)
    }

    @Test("success ends the back-off: the next failure begins anew", arguments: [true, false])
    func reset(_ byConverging: Bool) async throws {
        let switchboard = Switchboard()
        let perform: TestCloud.Perform = { order throws(ActionFailure) in
            guard await switchboard.isOn else {
                throw ActionFailure(message: "no", disposition: .retry(afterSeconds: 0))
            }
            return ActionResult(summary: "done")
        }
        let stage = Stage(shown, perform: perform)
        var memory = PassMemory()
        for _ in 1...3 {
            let report = try await stage.reconciler.pass(production, memory: &memory)
            await stage.clock.pass(seconds: report.nextLookSeconds ?? 0)
        }
        if byConverging {
            await stage.cloud.show(Shop.actual(images: Shop.amis(), [Shop.existing("prd", published: "ami-app142")]))
        } else {
            await switchboard.turn(true)
        }
        _ = try await stage.reconciler.pass(production, memory: &memory)
        await stage.cloud.show(shown)
        await switchboard.turn(false)
        let report = try await stage.reconciler.pass(production, memory: &memory)
        #expect(report.nextLookSeconds == 1)
    }

    @Test("what only a person can mend is not tried again, until a new commit comes")
    func stalled() async throws {
        let stage = Stage(shown, perform: failing(.stalled))
        var memory = PassMemory()
        for _ in 1...3 {
            let report = try await stage.reconciler.pass(production, memory: &memory)
            #expect(report.environments["prd"]?.standing == .stalled("no"))
            #expect(report.nextLookSeconds == nil)
            await stage.clock.pass(seconds: 3600)
        }
        #expect(await stage.log.events(of: "perform").count == 1)
        var newer = production
        newer.commit = "fedcbafedcbafedcbafedcbafedcbafedcbafedc"
        _ = try await stage.reconciler.pass(newer, memory: &memory)
        #expect(await stage.log.events(of: "perform").count == 2)
    }
}

/// Something that a test turns on and off.
private actor Switchboard {
    private(set) var isOn = false

    func turn(_ isOn: Bool) { self.isOn = isOn }
}
