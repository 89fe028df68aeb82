import CoreFixtures
import FoundationEssentials
import Model
import Planning
import Testing

@Suite struct SandboxPlanningTests {
    private let desired = Shop.desired([Shop.environment("prd", version: nil)])

    private func plan(_ environments: [ActualEnvironment], _ desired: DesiredState? = nil) -> Plan {
        Planner.plan(
            desired ?? self.desired, Shop.actual(images: Shop.amis(), environments + [Shop.existing("prd")]),
            at: Shop.now)
    }

    @Test("a sandbox that git no longer names goes in order: instances, then the stack, then the parameters")
    func teardown() throws {
        let running = [
            Shop.instance("i-2", in: "sbx-101"), Shop.instance("i-1", in: "sbx-101", fleet: nil, state: .stopped),
        ]
        let stack = Shop.madeStack(.ready, "CREATE_COMPLETE")
        #expect(
            plan([Shop.existing("sbx-101", running, published: "ami-1", stack: stack)]).lines
                == ["sbx-101: terminate i-1, i-2 (the sandbox is no longer wanted)"])

        let ending = [Shop.instance("i-1", in: "sbx-101", state: .shuttingDown)]
        let waiting = try #require(
            plan([Shop.existing("sbx-101", ending, published: "ami-1", stack: stack)])["sbx-101"])
        #expect(waiting.lines == [])
        #expect(waiting.waits.map(\.what) == ["1 instance not gone yet"])

        let ended = [Shop.instance("i-1", in: "sbx-101", state: .terminated)]
        #expect(
            plan([Shop.existing("sbx-101", ended, published: "ami-1", stack: stack)]).lines
                == ["sbx-101: delete the stack tend-shop-sbx-101"])
        let deleting = Shop.madeStack(.deleting, "DELETE_IN_PROGRESS")
        let second = try #require(
            plan([Shop.existing("sbx-101", ended, published: "ami-1", stack: deleting)])["sbx-101"])
        #expect(second.lines == [])
        #expect(second.waits.map(\.what) == ["tend-shop-sbx-101 is DELETE_IN_PROGRESS"])
        #expect(
            plan([Shop.existing("sbx-101", ended, published: "ami-1")]).lines
                == ["sbx-101: delete the image parameters of web"])
        #expect(try #require(plan([Shop.existing("sbx-101", ended)])["sbx-101"]).isConverged)
    }

    @Test("a stack that failed is deleted with its sandbox, but one that can't be deleted is a problem")
    func failedStacks() throws {
        let rolledBack = Shop.madeStack(.failed, "ROLLBACK_COMPLETE")
        #expect(
            plan([Shop.existing("sbx-101", stack: rolledBack)]).lines == ["sbx-101: delete the stack tend-shop-sbx-101"]
        )
        let stuck = try #require(
            plan([Shop.existing("sbx-101", stack: Shop.madeStack(.failed, "DELETE_FAILED"))])["sbx-101"])
        #expect(stuck.lines == [])
        #expect(
            stuck.problems == [
                Problem(
                    subject: "stack", what: "tend-shop-sbx-101 is DELETE_FAILED",
                    advice: "see its events in CloudFormation for what holds on to it, then delete it")
            ])
    }

    @Test("an environment that isn't a sandbox is never torn down: without its file nothing is planned, and it is said")
    func onlySandboxes() throws {
        let instances = Shop.instances(1...2, in: "tst")
        let plan = plan([Shop.existing("tst", instances, published: "ami-1")])
        #expect(plan.lines == [])
        let test = try #require(plan["tst"])
        #expect(test.withheld == [])
        #expect(test.content == nil)
        #expect(plan.notices == ["tst has no file below environments/, so tend leaves it alone"])
    }

    @Test("a class that tend.yaml doesn't name is left alone, as a problem")
    func unknownClass() throws {
        let unknown = try #require(plan([Shop.existing("qa", Shop.instances(1...1, in: "qa"))])["qa"])
        #expect(unknown.lines == [])
        #expect(
            unknown.problems == [
                Problem(subject: "environment", what: "tend.yaml doesn't name the class of qa", advice: "add it")
            ])
    }

    @Test("a sandbox with an instance that isn't tend's is not torn down")
    func foreignInstance() throws {
        let foreign = Shop.instance("i-1", in: "sbx-101", tags: [TagKey.project: "other"])
        let plan = try #require(plan([Shop.existing("sbx-101", [foreign], published: "ami-1")])["sbx-101"])
        #expect(plan.lines == [])
        #expect(plan.withheld.map(\.rule) == [.notOurs])
    }

    @Test("more sandboxes at once than the cap allows are none")
    func massTeardown() throws {
        let limits = Limits(terminationsMax: 2, terminationsPercent: 25, sandboxesMax: 30, sandboxLongest: 1)
        let desired = Shop.desired([Shop.environment("prd", version: nil)], limits: limits)
        let sandboxes = (1...3).map { number in
            let name = EnvironmentName(stringLiteral: "sbx-\(number)")
            return Shop.existing(name, [Shop.instance(InstanceID(stringLiteral: "i-\(number)"), in: name)])
        }
        let three = plan(sandboxes, desired)
        #expect(three.lines == [])
        #expect(
            try #require(three["sbx-2"]).withheld == [
                Withheld(
                    rule: .terminationCap, subject: "sandbox", what: "terminate i-2 (the sandbox is no longer wanted)",
                    advice: "3 sandboxes would go in one pass, 2 may; remove their files in smaller steps, or raise "
                        + "limits.terminations.max in tend.yaml")
            ])
        #expect(plan(Array(sandboxes.prefix(2)), desired).lines.count == 2)
    }

    @Test("a sandbox's stack comes before its fleets")
    func stackFirst() throws {
        let wanted = Shop.environment("sbx-101", fleets: [Shop.fleet(replicas: 1)], stack: Shop.stack())
        let desired = Shop.desired([wanted, Shop.environment("prd", version: nil)])
        #expect(
            plan([Shop.existing("sbx-101")], desired).lines == [
                "sbx-101: publish ami-app142 as web@1.4.2 of sbx-101",
                "sbx-101: create the stack from stacks/sandbox.yaml",
            ])
        let creating = Shop.madeStack(.working, "CREATE_IN_PROGRESS")
        let waiting = try #require(
            plan([Shop.existing("sbx-101", published: "ami-app142", stack: creating)], desired)["sbx-101"])
        #expect(waiting.lines == [])
        #expect(waiting.waits.map(\.what) == ["tend-shop-sbx-101 is CREATE_IN_PROGRESS"])
        let ready = Shop.madeStack(.ready, "CREATE_COMPLETE")
        #expect(
            plan([Shop.existing("sbx-101", published: "ami-app142", stack: ready)], desired).lines
                == ["sbx-101: launch 1 × web@1.4.2 (t3.micro)"])
    }

    @Test("a stack that failed, or was made from something else, is a problem")
    func stackProblems() throws {
        let wanted = Shop.environment("sbx-101", version: nil, stack: Shop.stack("new template"))
        let desired = Shop.desired([wanted, Shop.environment("prd", version: nil)])
        let other = try #require(
            plan([Shop.existing("sbx-101", stack: Shop.madeStack(.ready, "CREATE_COMPLETE"))], desired)["sbx-101"])
        #expect(
            other.problems == [
                Problem(
                    subject: "stack", what: "tend-shop-sbx-101 was made from another template or other parameters",
                    advice: "this version of tend doesn't update stacks; delete the stack to have it made again")
            ])
        let failed = try #require(
            plan([Shop.existing("sbx-101", stack: Shop.madeStack(.failed, "ROLLBACK_COMPLETE"))], desired)["sbx-101"])
        #expect(failed.problems.map(\.what) == ["tend-shop-sbx-101 is ROLLBACK_COMPLETE"])
        #expect(other.lines + failed.lines == [])
    }
}
