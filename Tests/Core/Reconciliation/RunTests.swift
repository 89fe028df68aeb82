import CoreFixtures
import FoundationEssentials
import Model
import Planning
import Reconciliation
import SimulatedCloud
import Testing

@Suite struct RunTests {
    @Test("a run goes on until everything is as it should be, and says what it did")
    func settles() async throws {
        let cloud = SimulatedCloud(Stage.nothing)
        let journal = TestJournal(log: EventLog())
        let reconciler = Reconciler(
            ports: Reconciler.Ports(
                cloud: cloud, builder: cloud, journal: journal, leases: UncontestedLeases(), clock: cloud),
            actor: .person("ops"), purpose: "test")
        let run = try await reconciler.run(Stage.desired, limitSeconds: 3600)
        #expect(run.ending == .settled)
        #expect(run.performed.count == 4)
        #expect(run.releases.map(\.environment).sorted() == ["prd", "tst"])
        #expect(run.last.plan.isSettled)
    }

    @Test("a run ends when what it waits for can't come")
    func waitsInVain() async throws {
        // The image isn't there, and the build fails for good.
        let stage = Stage(
            Shop.actual([Shop.existing("prd"), Shop.existing("tst")]),
            build: { _ throws(ActionFailure) in
                throw ActionFailure(message: "packer failed", disposition: .stalled)
            })
        let run = try await stage.reconciler.run(Stage.desired, limitSeconds: 3600)
        #expect(run.ending == .settled)
        #expect(run.last.environments[.devops]?.standing == .stalled("packer failed"))
        #expect(run.last.environments["prd"]?.standing == .waiting(seconds: 2, broughtBy: [.devops]))
        #expect(await stage.clock.sleeps == [])
    }

    @Test("a run that waits for too long is out of time")
    func outOfTime() async throws {
        let starting = Shop.instance("i-1", in: "prd", checks: .initializing, age: 0)
        let stage = Stage(Shop.actual(images: Shop.amis(), [Shop.existing("prd", [starting], published: "ami-app142")]))
        let run = try await stage.reconciler.run(
            Shop.desired([Shop.environment("prd", fleets: [Shop.fleet(replicas: 1)])]), limitSeconds: 7)
        #expect(run.ending == .outOfTime)
        #expect(await stage.clock.sleeps == [2, 2, 2])
    }

    @Test("when an instance never becomes healthy, the run ends at its deadline")
    func deadline() async throws {
        let starting = Shop.instance("i-1", in: "prd", checks: .initializing, age: 590)
        let stage = Stage(Shop.actual(images: Shop.amis(), [Shop.existing("prd", [starting], published: "ami-app142")]))
        let run = try await stage.reconciler.run(
            Shop.desired([Shop.environment("prd", fleets: [Shop.fleet(replicas: 1)])]), limitSeconds: 3600)
        #expect(run.ending == .settled)
        #expect(await stage.clock.sleeps == [2, 2, 2, 2, 2])
        #expect(
            run.last.environments["prd"]?.standing
                == .stalled(
                    "fleet/web: i-1 (web@1.4.2) is not healthy: it has not passed EC2's status checks in 600 s"))
    }
}

@Suite struct CancellationTests {
    @Test("a cancelled run finishes and records the action that runs, and begins no other", .timeLimit(.minutes(1)))
    func finishesEffect() async throws {
        let gate = Gate()
        let stage = Stage(perform: { order throws(ActionFailure) in
            await gate.pass()
            return ActionResult(summary: Task.isCancelled ? "interrupted" : "whole")
        })
        let run = Task { try await stage.reconciler.run(Stage.desired, limitSeconds: 3600) }
        await gate.isReached()
        run.cancel()
        await gate.open()
        let report = try await run.value
        #expect(report.ending == .cancelled)
        #expect(report.performed.map(\.outcome) == [.done(ActionResult(summary: "whole"))])
        #expect(await stage.log.events(of: "intend").count == 1)
        #expect(await stage.log.events(of: "conclude").count == 1)
        #expect(await stage.log.events(of: "release").count == 3)
    }

    @Test("a build is stopped by the cancellation, and its failure recorded", .timeLimit(.minutes(1)))
    func stopsBuild() async throws {
        let gate = Gate()
        let stage = Stage(
            Shop.actual([Shop.existing("prd"), Shop.existing("tst")]),
            build: { _ throws(ActionFailure) in
                await gate.reach()
                while !Task.isCancelled { try? await Task.sleep(for: .seconds(60)) }
                throw ActionFailure(message: "packer was stopped", disposition: .retry(afterSeconds: 0))
            })
        let run = Task { try await stage.reconciler.run(Stage.desired, limitSeconds: 3600) }
        await gate.isReached()
        run.cancel()
        let report = try await run.value
        #expect(report.ending == .cancelled)
        #expect(
            await stage.log.events(of: "conclude") == [
                "conclude devops: build step base of web@1.4.2 with packer, from ami-root: failed"
            ])
    }

    @Test("an AMI that was built all the same is registered, so that it is somebody's", .timeLimit(.minutes(1)))
    func registersBuild() async throws {
        let gate = Gate()
        let stage = Stage(
            Shop.actual([Shop.existing("prd"), Shop.existing("tst")]),
            build: { _ throws(ActionFailure) in
                await gate.pass()
                return "ami-built"
            })
        let run = Task { try await stage.reconciler.run(Stage.desired, limitSeconds: 3600) }
        await gate.isReached()
        run.cancel()
        await gate.open()
        let report = try await run.value
        #expect(report.performed.count == 1)
        #expect(await stage.log.events(of: "register") == ["register ami-built"])
    }
}

/// A place that is reached, and passed when it is opened.
private actor Gate {
    private var isOpen = false
    private var wasReached = false
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var watching: [CheckedContinuation<Void, Never>] = []

    func reach() {
        wasReached = true
        for continuation in watching { continuation.resume() }
        watching = []
    }

    func pass() async {
        reach()
        guard !isOpen else { return }
        await withCheckedContinuation { waiting.append($0) }
    }

    func isReached() async {
        guard !wasReached else { return }
        await withCheckedContinuation { watching.append($0) }
    }

    func open() {
        isOpen = true
        for continuation in waiting { continuation.resume() }
        waiting = []
    }
}
