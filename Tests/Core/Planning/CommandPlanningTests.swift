import CoreFixtures
import FoundationEssentials
import Model
import Planning
import Testing

@Suite struct CommandPlanningTests {
    /// The plan of prd, whose fleet is settled.
    private func plan(
        _ commands: [CommandDefinition], _ instances: [Instance], replicas: Int? = nil, version: ImageVersion = "1.4.2"
    ) throws -> EnvironmentPlan {
        let fleet = Shop.fleet(replicas: replicas ?? instances.count)
        let desired = Shop.desired(
            [Shop.environment("prd", version: version, fleets: [fleet], commands: commands.map(\.name))],
            images: [Shop.image(version: version)], commands: commands)
        let actual = Shop.actual(
            images: Shop.amis(version), [Shop.existing("prd", instances, published: Shop.amiID(version))])
        return try #require(Planner.plan(desired, actual, at: Shop.now)["prd"])
    }

    private func instance(_ id: InstanceID, _ receipt: CommandReceipt? = nil, agent: AgentStatus = .online) -> Instance
    {
        Shop.instance(id, in: "prd", agent: agent, receipts: receipt.map { ["report-disk": $0] } ?? [:])
    }

    private let report = Shop.command("report-disk")

    @Test("a command runs on the instances that didn't have it as it is written now, and on no other")
    func oncePerDigest() throws {
        let plan = try plan(
            [report],
            [
                instance("i-3"), instance("i-2", Shop.receipt("report-disk")),
                instance("i-1", Shop.receipt("report-disk", content: "older")),
                instance("i-4", Shop.receipt("report-disk", .failed, content: "older")),
            ])
        #expect(
            plan.actions.map(\.action) == [
                .runCommand(
                    RunCommand(
                        environment: "prd", command: "report-disk", digest: report.digest,
                        instances: ["i-1", "i-3", "i-4"]))
            ])
        #expect(
            plan.changes == [
                Change(
                    subject: "command/report-disk", why: "3 instances without report-disk as it is written",
                    remedy: "run it")
            ])
    }

    @Test("when every instance had it, the environment is settled and says what ran")
    func had() throws {
        let plan = try plan([report], [instance("i-1", Shop.receipt("report-disk"))])
        #expect(plan.isConverged)
        #expect(plan.content?.commands == ["report-disk": report.digest])
    }

    @Test("it runs only where its tags match")
    func targets() throws {
        let tagged = Shop.instance("i-1", in: "prd", tags: ["role": "web"])
        let command = Shop.command("report-disk", on: .tags(["role": "web"]))
        #expect(try plan([command], [tagged, instance("i-2")]).lines == ["run report-disk on i-1"])
    }

    @Test(
        "it waits for an agent that isn't online, without holding back the others",
        arguments: [AgentStatus.offline, .absent])
    func agents(_ agent: AgentStatus) throws {
        let plan = try plan([report], [instance("i-1", agent: agent), instance("i-2")])
        #expect(plan.lines == ["run report-disk on i-2"])
        #expect(
            plan.waits == [
                Wait(
                    subject: "command/report-disk", what: "the SSM agent of i-1 is not online", lookAgainSeconds: 2)
            ])
    }

    @Test("a command that was sent and whose outcome was lost is followed, and never sent again")
    func started() throws {
        let plan = try plan(
            [report],
            [
                instance("i-2", Shop.receipt("report-disk", .started, action: "first")),
                instance("i-1", Shop.receipt("report-disk", .started, action: "first")),
                instance(
                    "i-3", Shop.receipt("report-disk", .started, content: "older", action: "second"), agent: .offline),
            ])
        let follows = plan.actions.compactMap { if case .followCommand(let it) = $0.action { it } else { nil } }
        #expect(follows.count == plan.actions.count)
        #expect(Set(follows.map(\.instances)) == [["i-1", "i-2"], ["i-3"]])
        #expect(Set(follows.map(\.sentBy)) == [.of("first"), .of("second")])
        #expect(Set(follows.map(\.digest)) == [report.digest, .of("older of report-disk")])
        #expect(follows.allSatisfy { $0.sentAt == Shop.now })
        #expect(plan.waits == [])
    }

    @Test("a failed command is a problem of its instance, and runs again only when its content changes")
    func failed() throws {
        let plan = try plan([report], [instance("i-1", Shop.receipt("report-disk", .failed)), instance("i-2")])
        #expect(plan.lines == ["run report-disk on i-2"])
        #expect(
            plan.problems == [
                Problem(
                    subject: "command/report-disk", what: "report-disk failed on i-1",
                    advice: "see 'tend history prd' for its output; change the command, or remove the tag "
                        + "tend:command/report-disk of the instance to have it run again")
            ])
    }

    @Test("a command of which nobody can tell whether it ran is a problem, unless it may run twice")
    func indeterminate() throws {
        let unknown = instance("i-1", Shop.receipt("report-disk", .indeterminate))
        let plan = try plan([report], [unknown])
        #expect(plan.lines == [])
        #expect(
            plan.problems == [
                Problem(
                    subject: "command/report-disk", what: "nobody can tell whether report-disk ran on i-1",
                    advice:
                        "look at the instance; remove its tag tend:command/report-disk to have the command run again, "
                        + "or say 'idempotent: true' at commands/report-disk.yaml:1:1")
            ])
        let idempotent = Shop.command("report-disk", isIdempotent: true)
        #expect(try self.plan([idempotent], [unknown]).lines == ["run report-disk on i-1"])
    }

    @Test("a tag that isn't a receipt of tend's is a problem, never an invitation to run")
    func foreignTag() throws {
        let foreign = Shop.instance("i-1", in: "prd", tags: [TagKey.command("report-disk"): "done by hand"])
        let plan = try plan([report], [foreign])
        #expect(plan.lines == [])
        #expect(
            plan.problems == [
                Problem(
                    subject: "command/report-disk",
                    what: "the tag tend:command/report-disk of i-1 is not a receipt of tend's",
                    advice: "remove the tag to have the command run")
            ])
    }

    @Test("a command comes to an instance after its predecessors succeeded there as they are written now")
    func after() throws {
        let install = Shop.command("install-agent")
        let report = Shop.command("report-disk", after: ["install-agent"])
        let receipts: [CommandReceipt] = [
            Shop.receipt("install-agent"), Shop.receipt("install-agent", content: "older"),
            Shop.receipt("install-agent", .failed), Shop.receipt("install-agent", .started),
        ]
        let instances = receipts.enumerated().map { index, receipt in
            Shop.instance(
                InstanceID(stringLiteral: "i-\(index + 1)"), in: "prd", receipts: ["install-agent": receipt])
        }
        let plan = try plan([report, install], instances + [instance("i-5")])
        #expect(
            plan.lines == [
                "run report-disk on i-1", "run install-agent on i-2, i-5", "follow install-agent, sent before, on i-4",
            ])
        #expect(plan.problems.map(\.what) == ["install-agent failed on i-3"])
    }

    @Test("a predecessor that isn't meant for an instance doesn't keep its successor from it")
    func afterElsewhere() throws {
        let install = Shop.command("install-agent", on: .tags(["role": "web"]))
        let report = Shop.command("report-disk", after: ["install-agent"])
        #expect(try plan([report, install], [instance("i-1")]).lines == ["run report-disk on i-1"])
    }

    @Test("commands don't reach instances that are about to go, or aren't running")
    func goingInstances() throws {
        var instances = Shop.instances(1...3, in: "prd", version: "1.3.0")
        let rolling = try plan([report], instances + [instance("i-9")], replicas: 4)
        #expect(rolling.lines.last == "run report-disk on i-9")
        instances = Shop.instances(1...4, in: "prd")
        #expect(
            try plan([report], instances, replicas: 3).lines == [
                "terminate i-1 (surplus)", "run report-disk on i-2, i-3, i-4",
            ])
        let pending = Shop.instance("i-1", in: "prd", state: .pending, age: 10)
        #expect(try plan([report], [pending]).lines == [])
    }
}
