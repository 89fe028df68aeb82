import FoundationEssentials
import Subprocess
import Testing

/// What people get wrong, and what the world gets wrong around them: what they read, and that nothing happens.
@Suite struct BadInputTests {
    @Test("wrong files, roles and addresses are named, and hold back nothing that is right")
    func filesAndRoles() async throws {
        try await World.with { world in
            try await expectBrokenYAML(world)
            try await expectMissingImageFolder(world)
            try await expectUnreachableAWS(world)
            try await expectUnknownParameter(world)
            try await expectNothingHappened(world)
            try await expectWrongAccount(world)
            try await expectMissingRole(world)
            try await expectFailingCommand(world)
        }
    }

    private func expectBrokenYAML(_ world: World) async throws {
        let path = "\(world.files)/environments/tst.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try "images: { web: 1.0.0\n".write(toFile: path, atomically: true, encoding: .utf8)
        let finding = """
            environments/tst.yaml:2:1: error: a ',' or '}' is missing (in what starts at 1:9)
            """
        let validate = try await world.tend("validate")
        validate.expect(1)
        validate.expect(writes: finding)
        validate.expect(writes: "\n1 error\n")
        for verb in ["plan", "apply"] {
            let result = try await world.tend(verb)
            result.expect(1)
            #expect(result.standardOutput.isEmpty)
            result.expect(writes: finding)
            result.expect(writes: "\ntend: nothing is planned or done while the files have errors\n")
        }
        try text.write(toFile: path, atomically: true, encoding: .utf8)
    }

    private func expectMissingImageFolder(_ world: World) async throws {
        try FileManager.default.moveItem(atPath: "\(world.files)/images/web", toPath: "\(world.directory)/web")
        let plan = try await world.tend("plan")
        plan.expect(1)
        plan.expect(
            writes:
                "environments/prd.yaml:2:3: error: there is no image 'web' (images/web/workflow_param.json is missing)\n"
        )
        plan.expect(writes: "\n3 errors\n")
        try FileManager.default.moveItem(atPath: "\(world.directory)/web", toPath: "\(world.files)/images/web")
    }

    private func expectUnreachableAWS(_ world: World) async throws {
        let plan = try await world.tend(
            "apply", "--auto-approve", changing: ["AWS_ENDPOINT_URL": "http://127.0.0.1:1", "AWS_MAX_ATTEMPTS": "2"])
        plan.expect(1)
        plan.expect(
            writes: "unreadable: devops: STS GetCallerIdentity: no answer after 2 attempts: POST http://127.0.0.1:1: ")
        plan.expect(writes: "see whether AWS can be reached from here")
        plan.expect(writes: "Plan: 4 unreadable.\n")
    }

    private func expectUnknownParameter(_ world: World) async throws {
        let template = "images/web/s01-base/templates/.pkr.hcl"
        try world.replace("params.packages", with: "params.pakages", in: template)
        let apply = try await world.tend("apply", "--env", "tst", "--auto-approve")
        apply.expect(3)
        apply.expect(
            writes:
                "FAILED: building web 1.0.0, step base was not started: \(template):51: the parameter params.pakages "
                + "is missing; did you mean params.packages? (mend the template and commit)\n")
        apply.expect(writes: "🧪 tst  waits for another environment that can't go on\n")
        try world.replace("params.pakages", with: "params.packages", in: template)
    }

    private func expectNothingHappened(_ world: World) async throws {
        let lab = try await world.lab()
        #expect(lab.instances.isEmpty && lab.built.isEmpty && lab.commands.isEmpty)
    }

    private func expectWrongAccount(_ world: World) async throws {
        let plan = try await world.tend(
            "plan", "--env", "tst", changing: ["TST_IAM_ROLE_ARN": "arn:aws:iam::555555555555:role/tend-deploy"])
        plan.expect(1)
        plan.expect(
            writes: "tst must be in account 222222222222, but role arn:aws:iam::555555555555:role/tend-deploy of "
                + "TST_IAM_ROLE_ARN leads to account 555555555555 "
                + "(arn:aws:sts::555555555555:assumed-role/tend-deploy/tend); nothing is read or done there.")
    }

    /// The others are brought to what the files say all the same.
    private func expectMissingRole(_ world: World) async throws {
        let without = ["TST_IAM_ROLE_ARN": ""]
        let message =
            "tst must be in account 222222222222, but the ambient identity (no role in tend.yaml, no TST_IAM_ROLE_ARN) leads "
            + "to account 111111111111 (arn:aws:iam::111111111111:user/tend); nothing is read or done there."
        let apply = try await world.tend("apply", "--auto-approve", changing: without)
        apply.expect(1)
        apply.expect(writes: "🧪 tst  can't be read: tst: \(message)")
        let lab = try await world.lab()
        #expect(lab.alive(in: "prd").count == 2 && lab.alive(in: "sbx-101").count == 1)
        #expect(lab.instances.allSatisfy { $0.account != "222222222222" })
        #expect(
            lab.instances.allSatisfy { $0.account != "111111111111" || !$0.isAlive }, "nothing of tst landed in devops")
        let plan = try await world.tend("plan", changing: without)
        plan.expect(1)
        plan.expect(writes: message)
        plan.expect(writes: "Plan: 1 unreadable.\n")
    }

    private func expectFailingCommand(_ world: World) async throws {
        let command = "\(world.files)/commands/report-disk.yaml"
        let text = try String(contentsOfFile: command, encoding: .utf8)
        try world.replace(
            "run: df", with: "run: echo so far; echo no such disk >&2; exit 7 #", in: "commands/report-disk.yaml")
        let apply = try await world.tend("apply", "--env", "prd", "--auto-approve")
        apply.expect(3)
        apply.expect(writes: ": Failed, exit status 7\n        | so far\n        ! no such disk\n")
        apply.expect(writes: "🏭 prd  stuck: command/report-disk: report-disk failed on i-")
        let plan = try await world.tend("plan", "--env", "prd")
        plan.expect(3)
        plan.expect(
            writes: "    see 'tend history prd' for its output; change the command, or remove the tag "
                + "tend:command/report-disk of the instance to have it run again\n")
        let history = try await world.tend("history", "prd")
        history.expect(writes: ": Failed, exit status 7\n        | so far\n        ! no such disk\n")
        try text.write(toFile: command, atomically: true, encoding: .utf8)
        try await world.tend("apply", "--env", "prd", "--auto-approve").expect(0)
        try await world.tend("plan", "--env", "prd").expect(0)
    }

    @Test("what AWS doesn't say is never taken for nothing: throttled, broken and silent answers")
    func spoiltAnswers() async throws {
        try await World.with(faults: #"{"rules": []}"#) { world in
            try world.remove("environments/sbx-101.yaml")
            try await expectPatience(world)
            try await expectUnreadable(world)
            try await expectThrottledForGood(world)
        }
    }

    private func expectPatience(_ world: World) async throws {
        try await world.spoil(
            #"{"fault": "throttle", "service": "sts", "count": 2}"#,
            #"{"fault": "throttle", "operation": "Describe*", "count": 2, "after": 4}"#,
            #"{"fault": "throttle", "operation": "SendCommand", "count": 1}"#,
            #"{"fault": "throttle", "operation": "CreateTags", "count": 2}"#,
            #"{"fault": "error", "status": 503, "operation": "RunInstances", "count": 1, "after": 3}"#)
        try await world.tend("apply", "--auto-approve").expect(0)
        #expect(try await world.spoilt() == 8)
        let lab = try await world.lab()
        #expect(lab.alive(in: "prd").count == 2 && lab.alive(in: "tst").count == 1)
        for instance in lab.alive(in: "prd") + lab.alive(in: "tst") { #expect(lab.runs(on: instance.id) == [1, 1]) }
    }

    private func expectUnreadable(_ world: World) async throws {
        try await world.spoil(
            #"{"fault": "error", "status": 500, "html": true, "operation": "DescribeInstances", "body": "*=prd&*"}"#)
        try world.replace("replicas: 1", with: "replicas: 2", in: "environments/tst.yaml")
        try world.replace("replicas: 2", with: "replicas: 1", in: "environments/prd.yaml")
        let apply = try await world.tend("apply", "--auto-approve")
        apply.expect(1)
        apply.expect(writes: "🏭 prd  444444444444\n  unreadable: ")
        apply.expect(writes: "EC2 DescribeInstances: ")
        apply.expect(writes: "HTTP 500")
        apply.expect(writes: "🏭 prd  can't be read: ")
        #expect(!apply.text.contains("<h1>"), "a page is no message:\n\(apply.text)")
        let lab = try await world.lab()
        #expect(lab.alive(in: "tst").count == 2, "tst goes on")
        #expect(lab.alive(in: "prd").count == 2, "nothing is launched or removed where nobody can see")
    }

    private func expectThrottledForGood(_ world: World) async throws {
        try await world.spoil(#"{"fault": "throttle", "operation": "DescribeInstances"}"#)
        let plan = try await world.tend("plan", changing: ["AWS_MAX_ATTEMPTS": "2"])
        plan.expect(1)
        plan.expect(
            writes:
                "EC2 DescribeInstances was throttled after 2 attempts: RequestLimitExceeded: Request limit exceeded. ")
        plan.expect(writes: "tend looks again by itself")
        plan.expect(writes: "Plan: 3 unreadable.\n")
    }

    @Test("without a record nothing is done, and only one tend at a time is at work in an environment")
    func recordAndLeases() async throws {
        try await World.with { world in
            try world.remove("environments/sbx-101.yaml")
            if World.isRoot { try await expectFullDisk(world) }
            try await expectSecondApplyRefused(world)
        }
    }

    private func expectFullDisk(_ world: World) async throws {
        let disk = "\(world.directory)/disk"
        try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
        try await world.shell("mount -t tmpfs -o size=256k tmpfs '\(disk)'")
        do {
            // One is full from the beginning, the other has a trail already.
            let small = ["TEND_STATE": "\(disk)/state"]
            try await world.tend("apply", "--plan", "000000000000", changing: small).expect(1)
            #expect(FileManager.default.fileExists(atPath: "\(disk)/state/shop.sqlite"))
            try await world.shell("head -c 1M /dev/zero >'\(disk)/fill' 2>/dev/null || true")
            for state in ["\(disk)/state", "\(disk)/other"] {
                let apply = try await world.tend("apply", "--auto-approve", changing: ["TEND_STATE": state])
                apply.expect(1)
                apply.expect(
                    writes:
                        "there is no room left where the audit trail \(state)/shop.sqlite stands (make room; nothing is "
                        + "performed until entries can be written again)\n")
            }
        } catch {
            try await world.shell("umount '\(disk)'")
            throw error
        }
        try await world.shell("umount '\(disk)'")
        let lab = try await world.lab()
        #expect(lab.instances.isEmpty && lab.built.isEmpty && lab.commands.isEmpty)
    }

    private func expectSecondApplyRefused(_ world: World) async throws {
        let gate = try world.gate("setup.sh", in: "images/web/s01-base")
        let first = world.start("apply", "--auto-approve")
        try await eventually("packer is at work") { gate.isReached(1) }
        let second = try await world.tend("apply", "--auto-approve")
        second.expect(1)
        second.expect(writes: "🔧 devops  left alone: another tend is at work there: tend apply by ")
        try gate.open(1)
        try await first.end().expect(0)
        let lab = try await world.lab()
        #expect(lab.built.count == 2 && lab.alive(in: "prd").count == 2 && lab.alive(in: "tst").count == 1)
        #expect(second.text.contains("(pid "), "\(second.text)")
    }
}
