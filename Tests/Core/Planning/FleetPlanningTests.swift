import CoreFixtures
import FoundationEssentials
import Model
import Planning
import Testing

@Suite struct FleetPlanningTests {
    /// The plan of prd, whose images are ready and published.
    private func plan(
        _ fleets: [FleetSpec], _ instances: [Instance], version: ImageVersion = "1.4.2", limits: Limits = .standard,
        at now: Date = Shop.now
    ) throws -> EnvironmentPlan {
        let desired = Shop.desired(
            [Shop.environment("prd", version: version, fleets: fleets)], images: [Shop.image(version: version)],
            limits: limits)
        let actual = Shop.actual(
            images: Shop.amis(version), [Shop.existing("prd", instances, published: Shop.amiID(version))])
        return try #require(Planner.plan(desired, actual, at: now)["prd"])
    }

    @Test("a fleet of as many healthy instances as wanted is settled, and says what it consists of")
    func settled() throws {
        let plan = try plan([Shop.fleet(replicas: 3)], Shop.instances(1...3, in: "prd"))
        #expect(plan.isConverged)
        #expect(plan.changes == [])
        #expect(
            plan.content
                == ReleaseContent(
                    images: ["web": ReleasedImage(version: "1.4.2", ami: "ami-app142")],
                    fleets: ["web": ReleasedFleet(capacity: .replicas(3), launch: Shop.launch())], commands: [:]))
    }

    @Test("missing instances are launched with everything that the fleet says")
    func scaleUp() throws {
        let plan = try plan([Shop.fleet(replicas: 5)], Shop.instances(1...3, in: "prd"))
        #expect(
            plan.changes == [Change(subject: "fleet/web", why: "3 of 5 instances run web@1.4.2", remedy: "launch 2")])
        #expect(
            plan.actions.map(\.action) == [
                .launchInstances(
                    LaunchInstances(
                        environment: "prd", fleet: "web", count: 2, version: "1.4.2", ami: "ami-app142",
                        settings: Shop.launch(), launch: Shop.launch().digest))
            ])
    }

    @Test("a smaller fleet gives up those that don't serve, then those that aren't healthy, then the oldest")
    func scaleDown() throws {
        var instances = Shop.instances(1...4, in: "prd")
        instances[1].statusChecks = .initializing
        instances[2].state = .stopped
        let limits = Limits(terminationsMax: 10, terminationsPercent: 100, sandboxesMax: 1, sandboxLongest: 1)
        let three = try plan([Shop.fleet(replicas: 3)], instances, limits: limits)
        #expect(three.lines == ["terminate i-3 (surplus)"])
        #expect(
            three.changes == [
                Change(subject: "fleet/web", why: "4 instances of web@1.4.2, wanted: 3", remedy: "terminate 1")
            ])
        #expect(
            try plan([Shop.fleet(replicas: 2)], instances, limits: limits).lines == ["terminate i-2, i-3 (surplus)"])
        #expect(
            try plan([Shop.fleet(replicas: 1)], instances, limits: limits).lines == [
                "terminate i-1, i-2, i-3 (surplus)"
            ])
        #expect(
            try plan([Shop.fleet(replicas: 0)], instances, limits: limits).lines == [
                "terminate i-1, i-2, i-3, i-4 (surplus)"
            ])
    }

    @Test("stopped instances of the wanted version are started")
    func stopped() throws {
        var instances = Shop.instances(1...3, in: "prd")
        instances[0].state = .stopped
        instances[2].state = .stopped
        let plan = try plan([Shop.fleet(replicas: 3)], instances)
        #expect(plan.lines == ["start i-1, i-3"])
        #expect(plan.changes == [Change(subject: "fleet/web", why: "2 instances stopped", remedy: "start 2")])
    }

    @Test("an instance that is stopping is waited for, however long ago it was launched")
    func stopping() throws {
        var instances = Shop.instances(1...2, in: "prd")
        instances[0].state = .stopping
        let plan = try plan([Shop.fleet(replicas: 2)], instances)
        #expect(plan.lines == [])
        #expect(plan.problems == [])
        #expect(
            plan.waits == [
                Wait(subject: "fleet/web", what: "i-1 is stopping, not running", deadline: nil, lookAgainSeconds: 2)
            ])
    }

    @Test("an instance that starts is waited for until the deadline, and is a problem from then on")
    func deadline() throws {
        let fleet = Shop.fleet(replicas: 1)
        let instance = Shop.instance("i-1", in: "prd", checks: .initializing, age: 599)
        let before = try plan([fleet], [instance])
        #expect(
            before.waits == [
                Wait(
                    subject: "fleet/web", what: "i-1 has not passed EC2's status checks",
                    deadline: Shop.now.addingTimeInterval(1), lookAgainSeconds: 2)
            ])
        #expect(before.content == nil)
        let after = try plan([fleet], [instance], at: Shop.now.addingTimeInterval(1))
        #expect(after.waits == [])
        #expect(
            after.problems == [
                Problem(
                    subject: "fleet/web",
                    what: "i-1 (web@1.4.2) is not healthy: it has not passed EC2's status checks in 600 s",
                    advice: "look at the instance; terminate it to have it replaced, or commit another version")
            ])
    }

    @Test("an impaired instance is a problem at once, but for its grace period")
    func impaired() throws {
        let health = HealthSpec(checks: [.instanceStatus, .ssmOnline], graceSeconds: 60, withinSeconds: 600)
        let fleet = Shop.fleet(replicas: 1, health: health)
        let young = try plan([fleet], [Shop.instance("i-1", in: "prd", checks: .impaired, agent: .absent, age: 59)])
        #expect(young.problems == [])
        #expect(young.waits.map(\.what) == ["i-1 has not passed EC2's status checks, has no SSM agent online"])
        let old = try plan([fleet], [Shop.instance("i-1", in: "prd", checks: .impaired, age: 60)])
        #expect(
            old.problems.map(\.what) == [
                "i-1 (web@1.4.2) is not healthy: it is impaired, as EC2's status checks say"
            ])
    }

    @Test("instances that are shutting down or terminated are as if they weren't there")
    func ending() throws {
        var instances = Shop.instances(1...3, in: "prd")
        instances[0].state = .shuttingDown
        instances[1].state = .terminated
        #expect(try plan([Shop.fleet(replicas: 3)], instances).lines == ["launch 2 × web@1.4.2 (t3.micro)"])
    }

    @Test("a removed fleet's instances are terminated; instances without a fleet are left alone")
    func removedFleet() throws {
        let other = Shop.instance("i-9", in: "prd", fleet: "batch")
        let foreign = Shop.instance("i-8", in: "prd", fleet: nil)
        let plan = try plan([Shop.fleet(replicas: 3)], Shop.instances(1...3, in: "prd") + [other, foreign])
        #expect(plan.lines == ["terminate i-9 (the fleet is no longer wanted)"])
        #expect(
            plan.changes == [
                Change(subject: "fleet/batch", why: "the fleet is no longer wanted", remedy: "terminate 1 instance")
            ])
    }

    @Test("a fleet that asks for what this version can't do is left alone, and the problem lists it all")
    func unsupported() throws {
        var fleet = Shop.fleet(replicas: 2, strategy: .blueGreen)
        fleet.targetGroups = ["web"]
        fleet.rollout.bakeSeconds = 60
        fleet.rollout.alarms = ["web-5xx"]
        fleet.rollout.onFailure = .rollback
        fleet.rollout.keepPreviousSeconds = 60
        fleet.rollout.health = HealthSpec(checks: [.targetGroup], command: "smoke", graceSeconds: 0, withinSeconds: 600)
        let plan = try plan([fleet], Shop.instances(1...1, in: "prd", version: "1.3.0"))
        #expect(plan.lines == [])
        #expect(
            plan.problems == [
                Problem(
                    subject: "fleet/web",
                    what: "this version of tend can't do strategy: blue-green, target_groups, checks: target-group, "
                        + "health command, bake, alarms, on_failure: rollback, keep_previous",
                    advice:
                        "nothing is done for this fleet; take it out at environments/prd.yaml:4:3, or use a version "
                        + "that can")
            ])
    }

    @Test("all at once, the old ones go and the new ones come in one look")
    func allAtOnce() throws {
        let fleet = Shop.fleet(replicas: 3, strategy: .allAtOnce)
        let plan = try plan([fleet], Shop.instances(1...3, in: "prd", version: "1.3.0"))
        #expect(plan.lines == ["terminate i-1, i-2, i-3 (replaced)", "launch 3 × web@1.4.2 (t3.micro)"])
        #expect(
            plan.changes == [
                Change(
                    subject: "fleet/web", why: "3 instances of 3 don't run web@1.4.2 as it is wanted",
                    remedy: "replace all at once")
            ])
    }

    @Test("all at once, what a smaller fleet doesn't need counts as removed without being replaced")
    func allAtOnceSmaller() throws {
        let fleet = Shop.fleet(replicas: 3, strategy: .allAtOnce)
        let plan = try plan([fleet], Shop.instances(1...4, in: "prd", version: "1.3.0"))
        #expect(
            plan.lines == [
                "terminate i-1, i-2, i-3 (replaced)", "terminate i-4 (surplus)", "launch 3 × web@1.4.2 (t3.micro)",
            ])
    }
}
