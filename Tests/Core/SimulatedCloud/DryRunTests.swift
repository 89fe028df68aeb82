import CoreFixtures
import FoundationEssentials
import Model
import Planning
import Reconciliation
import SimulatedCloud
import Testing

@Suite struct DryRunTests {
    @Test("a whole project comes up in this order")
    func comesUp() async throws {
        let walk = try await DryRun.walk(WholeProject.desired(), from: WholeProject.empty)
        #expect(
            walk.lines == [
                "devops: build step base of web@1.4.2 with packer, from ami-root",
                "sbx-101: create the stack from stacks/sandbox.yaml",
                "devops: build step app of web@1.4.2 with packer, from ami-new1",
                "devops: share ami-new2 (web@1.4.2) and 1 snapshot with 222222222222, 444444444444",
                "prd: publish ami-new2 as web@1.4.2 of prd",
                "prd: launch 2 × web@1.4.2 (t3.micro)",
                "sbx-101: publish ami-new2 as web@1.4.2 of sbx-101",
                "sbx-101: launch 1 × web@1.4.2 (t3.micro)",
                "tst: publish ami-new2 as web@1.4.2 of tst",
                "tst: launch 1 × web@1.4.2 (t3.micro)",
                "prd: run install-agent on i-new1, i-new2",
                "tst: run install-agent on i-new1",
                "prd: run report-disk on i-new1, i-new2",
                "tst: run report-disk on i-new1",
            ])
        #expect(walk.end.ending == .settled)
        #expect(walk.end.last.plan.isSettled)
        #expect(walk.steps.map(\.account?.text).prefix(2) == ["111111111111", "222222222222"])
        #expect(walk.plan.lines == Array(walk.lines.prefix(2)))
        // Two builds, the boot of the instances and two commands one after the other.
        #expect((740...750).contains(walk.seconds))
    }

    @Test("a newer version and a sandbox less go in this order")
    func movesOn() async throws {
        let first = try await World.after(WholeProject.desired(), from: WholeProject.empty)
        let walk = try await DryRun.walk(WholeProject.desired(version: "1.5.0", withSandbox: false), from: first)
        #expect(
            walk.lines == [
                "devops: build step base of web@1.5.0 with packer, from ami-root",
                "sbx-101: terminate i-new1 (the sandbox is no longer wanted)",
                "devops: build step app of web@1.5.0 with packer, from ami-new3",
                "sbx-101: delete the stack tend-shop-sbx-101",
                "devops: share ami-new4 (web@1.5.0) and 1 snapshot with 222222222222, 444444444444",
                "sbx-101: delete the image parameters of web",
                "prd: publish ami-new4 as web@1.5.0 of prd",
                "prd: terminate i-new1 (replaced)",
                "prd: launch 1 × web@1.5.0 (t3.micro)",
                "tst: publish ami-new4 as web@1.5.0 of tst",
                "tst: terminate i-new1 (replaced)",
                "tst: launch 1 × web@1.5.0 (t3.micro)",
                "prd: terminate i-new2 (replaced)",
                "prd: launch 1 × web@1.5.0 (t3.micro)",
                "prd: run install-agent on i-new3",
                "tst: run install-agent on i-new3",
                "prd: run report-disk on i-new3",
                "tst: run report-disk on i-new3",
                "prd: run install-agent on i-new4",
                "prd: run report-disk on i-new4",
            ])
        #expect(walk.end.last.plan.isSettled)
    }

    @Test("the same walk twice is the same walk, and one to another state has another digest")
    func sameTwice() async throws {
        let first = try await DryRun.walk(WholeProject.desired(), from: WholeProject.empty)
        let second = try await DryRun.walk(WholeProject.desired(), from: WholeProject.empty)
        #expect(first.steps == second.steps)
        #expect(first.digest == second.digest)
        let other = try await DryRun.walk(WholeProject.desired(version: "1.5.0"), from: WholeProject.empty)
        #expect(first.digest != other.digest)
    }

    @Test("other times give the same effects in the same order")
    func otherTimes() async throws {
        var slow = SimulatedTiming()
        slow.boot = 45
        slow.checks = 200
        slow.build = 1
        slow.command = 90
        let usual = try await DryRun.walk(WholeProject.desired(), from: WholeProject.empty)
        let other = try await DryRun.walk(WholeProject.desired(), from: WholeProject.empty, timing: slow)
        #expect(Set(other.lines) == Set(usual.lines))
        for environment in ["devops", "prd", "tst"] {
            let of = { (walk: DryRun) in walk.lines.filter { $0.hasPrefix(environment) } }
            #expect(of(other) == of(usual))
        }
    }

    @Test("where everything is as it should be, there is no step, and it takes no time")
    func nothingToDo() async throws {
        let settled = try await World.after(WholeProject.desired(), from: WholeProject.empty)
        let walk = try await DryRun.walk(WholeProject.desired(), from: settled)
        #expect(walk.lines == [])
        #expect(walk.seconds == 0)
        #expect(walk.plan.isSettled)
        #expect(walk.end.ending == .settled)
    }

    @Test("a walk restricted to an environment touches it and devops only")
    func only() async throws {
        let actual = Shop.actual([Shop.existing("tst")])
        let walk = try await DryRun.walk(WholeProject.desired(), from: actual, only: ["tst"])
        #expect(Set(walk.steps.map(\.environment)) == [.devops, "tst"])
        #expect(walk.lines.contains("devops: share ami-new2 (web@1.4.2) and 1 snapshot with 222222222222"))
    }

    @Test("an agent that never comes online ends the walk after a few looks, out of time")
    func offlineAgent() async throws {
        let instance = Shop.instance("i-1", in: "tst", agent: .offline)
        let desired = Shop.desired(
            [Shop.environment("tst", fleets: [Shop.fleet(replicas: 1)], commands: ["install-agent"])],
            commands: [Shop.command("install-agent")])
        let actual = Shop.actual(images: Shop.amis(), [Shop.existing("tst", [instance], published: "ami-app142")])
        let walk = try await DryRun.walk(desired, from: actual)
        #expect(walk.lines == [])
        #expect(walk.end.ending == .outOfTime)
        #expect(walk.end.last.plan["tst"]?.waits.map(\.what) == ["the SSM agent of i-1 is not online"])
    }

    @Test("a deadline shorter than the usual times doesn't make the walk fail")
    func shortDeadline() async throws {
        let health = HealthSpec(checks: [.instanceStatus, .ssmOnline], graceSeconds: 0, withinSeconds: 10)
        let desired = Shop.desired([
            Shop.environment("tst", fleets: [Shop.fleet(replicas: 3, batch: .count(1), health: health)])
        ])
        let actual = Shop.actual(
            images: Shop.amis(),
            [Shop.existing("tst", Shop.instances(1...3, in: "tst", version: "1.3.0"), published: "ami-app142")])
        let walk = try await DryRun.walk(desired, from: actual)
        #expect(walk.lines.count == 6)
        #expect(walk.end.last.plan.isSettled)
    }

    @Test("what is withheld or unreadable ends the walk with the rest done")
    func partial() async throws {
        let desired = Shop.desired(
            [
                Shop.environment("tst", fleets: [Shop.fleet(replicas: 1)]),
                Shop.environment("prd", fleets: [Shop.fleet(replicas: 1)]),
                Shop.environment("sbx-1", fleets: [Shop.fleet(replicas: 1)]),
            ], guards: [.production: "freeze"])
        let actual = Shop.actual(
            images: Shop.amis(), [Shop.existing("tst"), Shop.existing("prd")], unreadable: ["sbx-1"])
        let walk = try await DryRun.walk(desired, from: actual)
        #expect(
            walk.lines == ["tst: publish ami-app142 as web@1.4.2 of tst", "tst: launch 1 × web@1.4.2 (t3.micro)"])
        #expect(walk.end.ending == .settled)
        #expect(walk.end.last.environments["tst"]?.standing == .converged)
        #expect(walk.end.last.environments["prd"]?.standing == .withheld)
        #expect(
            walk.end.last.environments["sbx-1"]?.standing == .unreadable("sbx-1: AccessDenied on DescribeInstances"))
    }
}
