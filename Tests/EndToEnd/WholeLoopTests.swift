import FoundationEssentials
import Subprocess
import Testing

/// The files become AWS, as a person brings it about at a terminal or in CI.
@Suite struct WholeLoopTests {
    private static let everything = [
        "devops": ["buildImage image/web", "buildImage image/web", "shareImage image/web"],
        "prd": [
            "publishImage image/web", "launchInstances fleet/web", "runCommand command/install-agent",
            "runCommand command/report-disk",
        ],
        "sbx-101": [
            "createStack stack", "publishImage image/web", "launchInstances fleet/web",
            "runCommand command/install-agent",
        ],
        "tst": [
            "publishImage image/web", "launchInstances fleet/web", "runCommand command/install-agent",
            "runCommand command/report-disk",
        ],
    ]

    @Test("what was approved is done, and nothing else, and then there is nothing left to do")
    func wholeLoop() async throws {
        try await World.with { world in
            let valid = try await world.tend("validate")
            valid.expect(0)
            #expect(valid.standardOutputText == "shop: valid; 4 environments, 1 image, 2 commands\n")

            let shown = try await world.tend("plan")
            shown.expect(2)
            shown.expect(writes: "web@1.0.0 has no AMI for 2 steps")
            shown.expect(writes: "build step base of web@1.0.0 with packer, from ami-0deb1a1200000ba5e")
            shown.expect(writes: "Plan: 15 steps, about ")
            let plan = try await world.plan()
            #expect(plan.format == "tend.plan/1")
            #expect(plan.summary.steps == 15 && plan.summary.exitStatus == 2)
            #expect(plan.effects == Self.everything)

            try await expectRefusals(world, plan)
            try await world.tend("apply", "--plan", String(plan.digest.prefix(12))).expect(0)
            try await expectAWSAgrees(world)
            try await expectTrailAgrees(world, plan)
            try await expectNothingLeft(world)
            try await expectOneEnvironmentAlone(world)
        }
    }

    private func expectRefusals(_ world: World, _ plan: PlanDocument) async throws {
        let alone = try await world.tend("apply")
        alone.expect(1)
        alone.expect(
            writes: "tend: nobody can be asked here; approve the plan with --plan \(plan.digest.prefix(12)) "
                + "or with --auto-approve\n")
        let stale = try await world.tend("apply", "--plan", "0123456789ab")
        stale.expect(1)
        stale.expect(
            writes:
                "tend: the plan is no longer the one that was approved: its digest is \(plan.digest), not 0123456789ab; "
                + "read the plan above and approve that\n")
        let lab = try await world.lab()
        #expect(lab.built.isEmpty && lab.instances.isEmpty && lab.commands.isEmpty)
        let trail = try await world.trail()
        #expect(trail.compactMap(\.effect) == [])
    }

    private func expectAWSAgrees(_ world: World) async throws {
        let lab = try await world.lab()
        let placed = Dictionary(grouping: lab.instances.filter { $0.tags["tend:environment"] != nil }) {
            "\($0.tags["tend:environment"] ?? "") in \($0.account)"
        }
        #expect(
            placed.mapValues(\.count) == [
                "prd in 444444444444": 2, "tst in 222222222222": 1, "sbx-101 in 333333333333": 1,
            ])
        #expect(lab.built == ["debian-12-base/1.0.0/app", "debian-12-base/1.0.0/base"])
        let app = try #require(lab.images.first { $0.name == "debian-12-base/1.0.0/app" })
        #expect(app.sharedWith.sorted() == ["222222222222", "333333333333", "444444444444"])
        #expect(lab.instances.filter { $0.tags["tend:environment"] != nil }.allSatisfy { $0.image == app.id })
        #expect(
            lab.instances.filter { $0.tags["tend:environment"] == nil }.allSatisfy { !$0.isAlive }, "packer's are gone")
        for instance in lab.alive(in: "prd") + lab.alive(in: "tst") { #expect(lab.runs(on: instance.id) == [1, 1]) }
        for instance in lab.alive(in: "sbx-101") { #expect(lab.runs(on: instance.id) == [1]) }
        let rest = try await world.python(
            """
            for account, environment in (("222222222222", "tst"), ("333333333333", "sbx-101"), ("444444444444", "prd")):
                print(client("ssm", account).get_parameter(Name=f"/tend/shop/{environment}/images/web")["Parameter"]["Value"])
            for stack in client("cloudformation", "333333333333").describe_stacks()["Stacks"]:
                print(stack["StackName"], stack["StackStatus"])
            """)
        #expect(rest == "\(app.id)\n\(app.id)\n\(app.id)\ntend-shop-sbx-101 CREATE_COMPLETE\n")
    }

    private func expectTrailAgrees(_ world: World, _ plan: PlanDocument) async throws {
        let trail = try await world.trail()
        let begun = Dictionary(grouping: trail.filter { $0.effect != nil }) { $0.environment ?? "" }
            .mapValues { $0.compactMap(\.effect) }
        #expect(begun == plan.effects, "what was done is what was shown, in the same order in each environment")
        let outputs = trail.filter { $0.kind == "outcome" && $0.environment == "prd" }
            .flatMap { $0.payload.outcome?["done"]?.result?.invocations ?? [] }
        #expect(outputs.count == 4 && outputs.allSatisfy { $0.exitStatus == 0 })
        #expect(outputs.count { $0.standardOutput == "agent installed from channel stable\n" } == 2)
        #expect(outputs.count { $0.standardOutput.hasPrefix("Filesystem") } == 2)
        let history = try await world.tend("history", "prd")
        history.expect(0)
        history.expect(writes: "web@1.0.0  2 × web  commit ")
        history.expect(writes: "install-agent succeeded on 2 of 2")
        try await world.expectWholeTrail()
    }

    private func expectNothingLeft(_ world: World) async throws {
        let before = try await world.trail().count
        let plan = try await world.tend("plan")
        plan.expect(0)
        plan.expect(writes: "\nNothing to do: AWS is as the files say.\n")
        let again = try await world.tend("apply", "--auto-approve")
        again.expect(0)
        again.expect(writes: "Everything is as the files say; 0 actions.\n")
        #expect(try await world.trail().count == before, "an apply without actions leaves no entries")
    }

    private func expectOneEnvironmentAlone(_ world: World) async throws {
        try world.replace("replicas: 1", with: "replicas: 2", in: "environments/tst.yaml")
        try world.replace("replicas: 2", with: "replicas: 3", in: "environments/prd.yaml")
        let plan = try await world.plan("--env", "tst")
        #expect(Set(plan.steps.map(\.environment)) == ["tst"])
        try await world.tend("apply", "--env", "tst", "--plan", plan.digest).expect(0)
        let lab = try await world.lab()
        #expect(lab.alive(in: "tst").count == 2 && lab.alive(in: "prd").count == 2)
        let unknown = try await world.tend("plan", "--env", "qa")
        unknown.expect(64)
        unknown.expect(writes: "tend: 'qa' is no value for '--env': the files have devops, prd, sbx-101, tst\n")
    }
}
