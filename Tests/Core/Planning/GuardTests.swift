import CoreFixtures
import FoundationEssentials
import Model
import Planning
import Testing

@Suite struct GuardTests {
    private func desired(
        replicas: Int, limits: Limits = .standard, guards: [EnvironmentClass: String] = [:],
        strategy: RolloutStrategy = .rolling
    ) -> DesiredState {
        Shop.desired(
            [Shop.environment("prd", fleets: [Shop.fleet(replicas: replicas, strategy: strategy)])], limits: limits,
            guards: guards)
    }

    private func plan(_ desired: DesiredState, _ environments: [ActualEnvironment]) -> Plan {
        Planner.plan(desired, Shop.actual(images: Shop.amis(), environments), at: Shop.now)
    }

    private func production(_ instances: [Instance]) -> ActualEnvironment {
        Shop.existing("prd", instances, published: "ami-app142")
    }

    @Test("a percentage caps what goes without being replaced, and beyond it none goes")
    func percentCap() throws {
        let plan = try #require(plan(desired(replicas: 5), [production(Shop.instances(1...8, in: "prd"))])["prd"])
        #expect(plan.lines == [])
        #expect(
            plan.withheld == [
                Withheld(
                    rule: .terminationCap, subject: "fleet/web", what: "terminate i-1, i-2, i-3 (surplus)",
                    advice: "3 instances would go without being replaced, 2 of 8 may; go in smaller steps, or raise "
                        + "limits.terminations in tend.yaml")
            ])
        let allowed = self.plan(desired(replicas: 6), [production(Shop.instances(1...8, in: "prd"))])
        #expect(allowed.lines == ["prd: terminate i-1, i-2 (surplus)"])
    }

    @Test("an absolute number caps it too, and a small environment may always lose one")
    func absoluteCap() throws {
        let limits = Limits(terminationsMax: 1, terminationsPercent: 100, sandboxesMax: 1, sandboxLongest: 1)
        let two = try #require(
            plan(desired(replicas: 2, limits: limits), [production(Shop.instances(1...4, in: "prd"))])["prd"])
        #expect(two.lines == [])
        #expect(
            two.withheld.map(\.advice) == [
                "2 instances would go without being replaced, 1 of 4 may; go in smaller steps, or raise limits.terminations in "
                    + "tend.yaml"
            ])
        #expect(
            plan(desired(replicas: 1), [production(Shop.instances(1...2, in: "prd"))]).lines == [
                "prd: terminate i-1 (surplus)"
            ])
        let none = Limits(terminationsMax: 0, terminationsPercent: 100, sandboxesMax: 1, sandboxLongest: 1)
        #expect(plan(desired(replicas: 1, limits: none), [production(Shop.instances(1...2, in: "prd"))]).lines == [])
    }

    @Test("removed fleets and surplus count together; replacements don't count")
    func capCountsTogether() throws {
        let batch = Shop.instance("i-9", in: "prd", fleet: "batch")
        let plan = try #require(
            plan(desired(replicas: 3), [production(Shop.instances(1...4, in: "prd") + [batch])])["prd"])
        #expect(plan.lines == [])
        #expect(
            plan.withheld.map(\.what) == ["terminate i-1 (surplus)", "terminate i-9 (the fleet is no longer wanted)"])
        let old = Shop.instances(1...8, in: "prd", version: "1.3.0")
        #expect(self.plan(desired(replicas: 8, strategy: .allAtOnce), [production(old)]).lines.count == 2)
    }

    @Test("an instance without this project's and environment's tags is not terminated")
    func ownership() throws {
        var instances = Shop.instances(1...2, in: "prd")
        instances[0].tags[TagKey.project] = "other"
        let plan = try #require(plan(desired(replicas: 1), [production(instances)])["prd"])
        #expect(plan.lines == [])
        #expect(
            plan.withheld == [
                Withheld(
                    rule: .notOurs, subject: "fleet/web", what: "terminate i-1 (surplus)",
                    advice: "i-1 without the tags tend:project=shop and tend:environment=prd")
            ])
        instances[0].tags = [TagKey.project: "shop", TagKey.environment: "tst"]
        #expect(self.plan(desired(replicas: 1), [production(instances)]).lines == [])
    }

    @Test(
        "nothing is launched in place of instances that aren't tend's to terminate",
        arguments: [RolloutStrategy.rolling, .allAtOnce])
    func ownershipOfReplaced(_ strategy: RolloutStrategy) throws {
        var instances = Shop.instances(1...4, in: "prd", version: "1.3.0")
        for index in instances.indices { instances[index].tags[TagKey.environment] = nil }
        let plan = try #require(plan(desired(replicas: 4, strategy: strategy), [production(instances)])["prd"])
        #expect(plan.lines == [])
        #expect(plan.withheld.map(\.rule) == [.notOurs, .notOurs])
    }

    @Test("a guard that this version can't enforce withholds everything of its class, and only of its class")
    func unenforced() throws {
        let desired = Shop.desired(
            [
                Shop.environment("prd", fleets: [Shop.fleet(replicas: 1)]),
                Shop.environment("tst", fleets: [Shop.fleet(replicas: 1)]),
            ], guards: [.production: "approval: signed-commit"])
        let plan = plan(desired, [Shop.existing("prd"), Shop.existing("tst")])
        #expect(plan.lines.allSatisfy { $0.hasPrefix("tst: ") })
        #expect(plan.lines.count == 2)
        let production = try #require(plan["prd"])
        #expect(
            production.withheld.map(\.what) == [
                "publish ami-app142 as web@1.4.2 of prd", "launch 1 × web@1.4.2 (t3.micro)",
            ])
        #expect(production.withheld.allSatisfy { $0.rule == .unenforcedGuard })
        #expect(
            production.withheld.first?.advice
                == "tend.yaml:9:3 asks for 'approval: signed-commit', which this version of tend can't enforce")
    }

    @Test("a guard on devops withholds builds, and one on sandboxes their teardown")
    func unenforcedElsewhere() throws {
        let devops = Shop.desired([Shop.environment("prd")], guards: [.devops: "freeze"])
        #expect(Planner.plan(devops, Shop.actual([Shop.existing("prd")]), at: Shop.now).lines == [])
        let sandboxes = Shop.desired([Shop.environment("prd", version: nil)], guards: [.sandbox: "freeze"])
        let sandbox = Shop.existing("sbx-1", [Shop.instance("i-1", in: "sbx-1")])
        let plan = plan(sandboxes, [Shop.existing("prd"), sandbox])
        #expect(plan.lines == [])
        #expect(try #require(plan["sbx-1"]).withheld.map(\.rule) == [.unenforcedGuard])
    }

    @Test("a desired state without any environment plans nothing")
    func emptyDesiredState() throws {
        let sandbox = Shop.existing("sbx-1", [Shop.instance("i-1", in: "sbx-1")])
        let plan = plan(Shop.desired([]), [production(Shop.instances(1...2, in: "prd")), sandbox])
        #expect(plan.lines == [])
        #expect(
            try #require(plan["sbx-1"]).withheld == [
                Withheld(
                    rule: .emptyDesiredState, subject: "sandbox",
                    what: "terminate i-1 (the sandbox is no longer wanted)",
                    advice: "no environment is left in the desired state; this is taken for a mistake")
            ])
    }
}
