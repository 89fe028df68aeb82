import CoreFixtures
import FoundationEssentials
import Model
import Planning
import Testing

@Suite struct RollingTests {
    private func plan(
        replicas: Int, batch: Amount, _ instances: [Instance], version: ImageVersion = "1.4.2",
        limits: Limits = .standard
    ) throws -> EnvironmentPlan {
        let fleet = Shop.fleet(replicas: replicas, batch: batch)
        let desired = Shop.desired(
            [Shop.environment("prd", version: version, fleets: [fleet])], images: [Shop.image(version: version)],
            limits: limits)
        let actual = Shop.actual(
            images: Shop.amis(version), [Shop.existing("prd", instances, published: Shop.amiID(version))])
        return try #require(Planner.plan(desired, actual, at: Shop.now)["prd"])
    }

    private func old(_ numbers: ClosedRange<Int>) -> [Instance] { Shop.instances(numbers, in: "prd", version: "1.3.0") }

    private func new(
        _ id: InstanceID, checks: StatusChecks = .passed, state: InstanceState = .running,
        version: ImageVersion = "1.4.2"
    ) -> Instance {
        Shop.instance(id, in: "prd", version: version, state: state, checks: checks, age: 30)
    }

    @Test("one batch of the oldest goes, and as many new ones come")
    func firstBatch() throws {
        let plan = try plan(replicas: 4, batch: .percent(50), old(1...4))
        #expect(plan.lines == ["terminate i-1, i-2 (replaced)", "launch 2 × web@1.4.2 (t3.micro)"])
        #expect(
            plan.changes == [
                Change(
                    subject: "fleet/web", why: "4 instances of 4 don't run web@1.4.2 as it is wanted",
                    remedy: "replace 2 at a time")
            ])
    }

    @Test("the next batch waits until the new ones are healthy", arguments: [InstanceState.pending, .running])
    func waitsForHealth(_ state: InstanceState) throws {
        let waiting = try plan(
            replicas: 4, batch: .count(1), old(2...4) + [new("i-9", checks: .initializing, state: state)])
        #expect(waiting.lines == [])
        #expect(waiting.waits.count == 1)
        let ready = try plan(replicas: 4, batch: .count(1), old(2...4) + [new("i-9")])
        #expect(ready.lines == ["terminate i-2 (replaced)", "launch 1 × web@1.4.2 (t3.micro)"])
    }

    @Test("a new instance that failed stops the rollout where it is")
    func stopsAtFailure() throws {
        let plan = try plan(replicas: 4, batch: .count(2), old(3...4) + [new("i-8", checks: .impaired), new("i-9")])
        #expect(plan.lines == [])
        #expect(plan.problems.map(\.subject) == ["fleet/web"])
        #expect(plan.waits == [])
    }

    @Test("a newer version supersedes a rollout that is half done, and takes the unhealthy ones first")
    func supersedes() throws {
        // 1.4.2 hangs on its second instance as 1.5.0 comes: the old ones that serve stay as long as they can.
        let instances = old(2...4) + [new("i-9", checks: .initializing)]
        let hanging = try plan(replicas: 4, batch: .count(1), instances, version: "1.5.0")
        #expect(hanging.lines == ["terminate i-9 (replaced)", "launch 1 × web@1.5.0 (t3.micro)"])
        let pending = try plan(
            replicas: 4, batch: .count(1), old(2...4) + [new("i-9", state: .pending)], version: "1.5.0")
        #expect(pending.lines == ["terminate i-9 (replaced)", "launch 1 × web@1.5.0 (t3.micro)"])
    }

    @Test("going back to the version before is a rollout like any other")
    func back() throws {
        let plan = try plan(replicas: 3, batch: .count(1), old(2...3) + [new("i-9")], version: "1.3.0")
        #expect(plan.lines == ["terminate i-9 (replaced)", "launch 1 × web@1.3.0 (t3.micro)"])
    }

    @Test("other launch settings are a rollout too")
    func settings() throws {
        let outdated = Shop.instance("i-1", in: "prd", instanceType: "t3.small")
        let plan = try plan(replicas: 2, batch: .count(1), [outdated] + Shop.instances(2...2, in: "prd"))
        #expect(plan.lines == ["terminate i-1 (replaced)", "launch 1 × web@1.4.2 (t3.micro)"])
    }

    @Test("instances that don't serve are replaced without counting against the batch")
    func idle() throws {
        var instances = old(1...4)
        instances[2].state = .stopped
        instances[3].statusChecks = .impaired
        // Two serve, three must: none of them may go.
        let plan = try plan(replicas: 4, batch: .count(1), instances)
        #expect(plan.lines == ["terminate i-3, i-4 (replaced)", "launch 2 × web@1.4.2 (t3.micro)"])
    }

    @Test("with instances missing, the new ones come before any old one goes")
    func missing() throws {
        let plan = try plan(replicas: 4, batch: .count(1), old(1...2))
        #expect(plan.lines == ["launch 2 × web@1.4.2 (t3.micro)"])
    }

    @Test("a smaller fleet of a newer version gives up what is too much first")
    func smaller() throws {
        let limits = Limits(terminationsMax: 10, terminationsPercent: 100, sandboxesMax: 1, sandboxLongest: 1)
        let plan = try plan(replicas: 2, batch: .count(1), old(1...4), limits: limits)
        #expect(
            plan.lines == [
                "terminate i-1, i-2 (surplus)", "terminate i-3 (replaced)", "launch 1 × web@1.4.2 (t3.micro)",
            ])
    }

    @Test("a batch as large as the fleet replaces it at once; a fleet of none is emptied")
    func extremes() throws {
        #expect(
            try plan(replicas: 2, batch: .count(9), old(1...2)).lines == [
                "terminate i-1, i-2 (replaced)", "launch 2 × web@1.4.2 (t3.micro)",
            ])
        #expect(try plan(replicas: 0, batch: .count(1), old(1...1)).lines == ["terminate i-1 (surplus)"])
    }
}
