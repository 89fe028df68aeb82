import CoreFixtures
import FoundationEssentials
import Model
import Planning
import Testing

@Suite struct HoldPlanningTests {
    private func hold(
        version: ImageVersion = "1.3.0", replicas: Int = 2, commands: [CommandName: ContentDigest] = [:],
        until: Date = Shop.now.addingTimeInterval(3600)
    ) -> Hold {
        Hold(
            release: 1,
            content: ReleaseContent(
                images: ["web": ReleasedImage(version: version, ami: Shop.amiID(version))],
                fleets: ["web": ReleasedFleet(capacity: .replicas(replicas), launch: Shop.launch())], commands: commands
            ),
            owner: "ops", reason: "rollback", since: Shop.now, until: until)
    }

    private func plan(
        _ hold: Hold?, _ instances: [Instance], commands: [CommandDefinition] = [], published: AMIID = "ami-app130"
    ) throws -> EnvironmentPlan {
        let desired = Shop.desired(
            [Shop.environment("prd", fleets: [Shop.fleet(replicas: 4)], commands: commands.map(\.name))],
            commands: commands)
        let actual = Shop.actual(
            images: Shop.amis() + Shop.amis("1.3.0"),
            [Shop.existing("prd", instances, published: published, hold: hold)])
        return try #require(Planner.plan(desired, actual, at: Shop.now)["prd"])
    }

    @Test("a held environment is brought to its release: version, AMI and count")
    func pinned() throws {
        let plan = try plan(hold(), Shop.instances(1...1, in: "prd"), published: "ami-app142")
        #expect(plan.lines.first == "publish ami-app130 as web@1.3.0 of prd")
        #expect(plan.lines.dropFirst() == ["launch 1 × web@1.3.0 (t3.micro)"])
        #expect(plan.hold == hold())
    }

    @Test("a held environment that is as its release was is settled, whatever git says, and says what it consists of")
    func settled() throws {
        let plan = try plan(hold(), Shop.instances(1...2, in: "prd", version: "1.3.0"))
        #expect(plan.isConverged)
        #expect(plan.content == hold().content)
    }

    @Test("a hold that asks for an absurd number of instances is a problem", arguments: [-1, 10_001, Int.min, Int.max])
    func absurd(_ replicas: Int) throws {
        let plan = try plan(hold(replicas: replicas), Shop.instances(1...2, in: "prd", version: "1.3.0"))
        #expect(plan.lines == [])
        #expect(
            plan.problems == [
                Problem(
                    subject: "fleet/web", what: "\(replicas) replicas are asked for, and tend keeps at most 10000",
                    advice: "nothing is done for this fleet; it is asked for at environments/prd.yaml:4:3 or by a hold")
            ])
    }

    @Test("a hold that ended is no hold", arguments: [0.0, -1])
    func ended(_ seconds: Double) throws {
        let hold = hold(until: Shop.now.addingTimeInterval(seconds))
        let plan = try plan(hold, Shop.instances(1...4, in: "prd"), published: "ami-app142")
        #expect(plan.hold == nil)
        #expect(plan.isConverged)
        #expect(plan.content?.images["web"]?.version == "1.4.2")
    }

    @Test("commands that the release had go on; changed and new ones are withheld and said")
    func commands() throws {
        let known = Shop.command("install-agent")
        let changed = Shop.command("report-disk", content: "newer")
        let new = Shop.command("smoke-test")
        let hold = hold(commands: ["install-agent": known.digest, "report-disk": .of("content of report-disk")])
        let instances = Shop.instances(1...2, in: "prd", version: "1.3.0")
        let plan = try plan(hold, instances, commands: [known, changed, new])
        #expect(plan.lines == ["run install-agent on i-1, i-2"])
        let advice = "release 1 didn't have it in this form; it runs when the hold ends"
        #expect(
            plan.withheld == [
                Withheld(
                    rule: .hold, subject: "command/report-disk", what: "run report-disk on 2 instances", advice: advice),
                Withheld(
                    rule: .hold, subject: "command/smoke-test", what: "run smoke-test on 2 instances", advice: advice),
            ])
    }

    @Test("the held version's AMI is kept shared, and not built from another tree")
    func images() throws {
        let desired = Shop.desired([Shop.environment("prd", fleets: [Shop.fleet(replicas: 4)])])
        let actual = Shop.actual(
            images: [Shop.ami("1.3.0", sharedWith: [])],
            [
                Shop.existing(
                    "prd", Shop.instances(1...2, in: "prd", version: "1.3.0"), published: "ami-app130", hold: hold())
            ])
        #expect(
            Planner.plan(desired, actual, at: Shop.now).lines == [
                "devops: share ami-app130 (web@1.3.0) and 1 snapshot with 444444444444"
            ])
    }
}
