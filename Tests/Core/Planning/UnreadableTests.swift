import CoreFixtures
import FoundationEssentials
import Model
import Planning
import Testing

@Suite struct UnreadableTests {
    private let desired = Shop.desired([
        Shop.environment("tst", fleets: [Shop.fleet(replicas: 1)]),
        Shop.environment("prd", fleets: [Shop.fleet(replicas: 2)]),
    ])

    @Test("an environment that can't be read gets no plan, says why, and doesn't hold back the others")
    func environment() throws {
        let actual = Shop.actual(
            images: Shop.amis(), [Shop.existing("tst", published: "ami-app142")], unreadable: ["prd", "sbx-1"])
        let plan = Planner.plan(desired, actual, at: Shop.now)
        #expect(plan.lines == ["tst: launch 1 × web@1.4.2 (t3.micro)"])
        let production = try #require(plan["prd"])
        #expect(
            production.problems == [
                Problem(
                    subject: "prd", what: "AccessDenied on DescribeInstances", advice: "look at the role",
                    isUnreadable: true)
            ])
        #expect(!production.isConverged)
        #expect(production.content == nil)
        #expect(try #require(plan["sbx-1"]).problems.map(\.isUnreadable) == [true])
    }

    @Test("a devops account that can't be read builds nothing, and what needs no image goes on")
    func devops() throws {
        var actual = Shop.actual([
            Shop.existing("tst", [Shop.instance("i-9", in: "tst", fleet: "batch")], published: "ami-app142"),
            Shop.existing("prd", Shop.instances(1...2, in: "prd"), published: "ami-app142"),
        ])
        actual.artifacts = .unreadable(Shop.failure(of: "devops"))
        let plan = Planner.plan(desired, actual, at: Shop.now)
        #expect(plan.lines == ["tst: terminate i-9 (the fleet is no longer wanted)"])
        #expect(
            try #require(plan[.devops]).problems == [
                Problem(
                    subject: "devops", what: "AccessDenied on DescribeInstances", advice: "look at the role",
                    isUnreadable: true)
            ])
        let production = try #require(plan["prd"])
        #expect(production.content == nil)
        #expect(production.waits.allSatisfy { $0.broughtBy == .devops })
    }

    @Test("an environment that wasn't looked at is not planned for")
    func notLookedAt() {
        let plan = Planner.plan(desired, Shop.actual(images: Shop.amis(), [Shop.existing("tst")]), at: Shop.now)
        #expect(plan.environments.map(\.environment) == [.devops, "tst"])
    }
}
