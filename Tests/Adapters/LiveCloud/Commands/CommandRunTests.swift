import CoreFixtures
import FoundationEssentials
import Model
import Reconciliation
import Testing

@testable import LiveCloud

/// Receipts and commands: nothing is sent twice, whatever is lost on the way.
@Suite struct CommandRunTests {
    private static func command(_ change: (inout CommandDefinition) -> Void = { _ in }) -> CommandDefinition {
        var command = Shop.command("report")
        change(&command)
        return command
    }

    private static func aws(instances: Int = 1) throws -> ScriptedAWS {
        let aws = try ScriptedAWS()
        aws.change {
            $0.instances = (1...instances).map {
                .init(
                    account: Shop.productionAccount.text, id: "i-\($0)",
                    tags: [TagKey.project: "shop", TagKey.environment: "prd"])
            }
        }
        return aws
    }

    private static func run(
        _ aws: ScriptedAWS, instances: Int = 1, _ command: CommandDefinition = command()
    ) async throws -> ActionResult {
        try await aws.cloud().perform(
            ActionOrder(
                id: .of("run"),
                action: .runCommand(
                    RunCommand(
                        environment: "prd", command: command.name, digest: command.digest,
                        instances: (1...instances).map { InstanceID(stringLiteral: "i-\($0)") })),
                desired: Shop.desired([Shop.environment("prd")], commands: [command])))
    }

    private static func follow(
        _ aws: ScriptedAWS, sentAt: Date = Shop.now.addingTimeInterval(-60), instances: [InstanceID] = ["i-1"]
    ) async throws -> ActionResult {
        try await aws.cloud().perform(
            ActionOrder(
                id: .of("follow"),
                action: .followCommand(
                    FollowCommand(
                        environment: "prd", command: "report", digest: command().digest, sentBy: .of("run"),
                        sentAt: sentAt, instances: instances)),
                desired: Shop.desired([Shop.environment("prd")], commands: [command()])))
    }

    private static func receipt(_ aws: ScriptedAWS, of id: String = "i-1") -> CommandReceipt? {
        aws.read { state in state.instances.first { $0.id == id }?.tags[TagKey.command("report")] }
            .flatMap(CommandReceipt.init(tagValue:))
    }

    @Test("The receipt stands before the command is sent, and tells the outcome afterwards")
    func order() async throws {
        let aws = try Self.aws()
        let result = try await Self.run(aws, Self.command { $0.feedback = .output })
        let effects = aws.operations.filter { ["CreateTags", "SendCommand"].contains($0) }
        #expect(effects == ["CreateTags", "SendCommand", "CreateTags"])
        let first = try #require(aws.calls("CreateTags").first?.form["Tag.1.Value"])
        #expect(CommandReceipt(tagValue: first)?.status == .started)
        #expect(Self.receipt(aws)?.status == .succeeded)
        #expect(Self.receipt(aws)?.action == .of("run"))
        #expect(result.summary == "report succeeded on 1 of 1")
        #expect(result.invocations.first?.standardOutput == "hello\n")
        #expect(result.invocations.first?.exitStatus == 0)
    }

    @Test("Only a command that asks for its output brings it back")
    func feedback() async throws {
        let result = try await Self.run(try Self.aws(), Self.command { $0.feedback = .status })
        #expect(result.invocations.first?.standardOutput == "")
        #expect(result.invocations.first?.exitStatus == 0)
    }

    @Test("A command that fails on an instance leaves a receipt that says so")
    func failed() async throws {
        let aws = try Self.aws()
        aws.change { $0.outcome = (status: "Failed", details: "Failed", code: 3, output: "") }
        let result = try await Self.run(aws)
        #expect(Self.receipt(aws)?.status == .failed)
        #expect(result.invocations.first?.exitStatus == 3)
        #expect(result.summary == "report did not succeed on 1 of 1")
    }

    @Test("A refused command was not sent: the receipt is taken back")
    func refused() async throws {
        let aws = try Self.aws()
        aws.fail("SendCommand", .jsonError("InvalidInstanceId"))
        let failure = await #expect(throws: ActionFailure.self) { try await Self.run(aws) }
        #expect(failure?.effect == ActionFailure.Effect.none)
        #expect(aws.read { $0.instances.first?.tags[TagKey.command("report")] } == nil)
    }

    @Test("Taking the receipt back may fail too; the first failure is the one that is told")
    func refusedTwice() async throws {
        let aws = try Self.aws()
        aws.fail("SendCommand", .jsonError("InvalidInstanceId"))
        aws.fail("DeleteTags", .html)
        let failure = await #expect(throws: ActionFailure.self) { try await Self.run(aws) }
        #expect(failure?.cause.contains("InvalidInstanceId") == true)
        #expect(Self.receipt(aws)?.status == .started)
    }

    @Test("A command whose answer was lost is not sent again, and its receipt stays")
    func lost() async throws {
        let aws = try Self.aws()
        aws.lose("SendCommand")
        let failure = await #expect(throws: ActionFailure.self) { try await Self.run(aws) }
        #expect(failure?.effect == .unknown)
        #expect(aws.calls("SendCommand").count == 1)
        #expect(Self.receipt(aws)?.status == .started)
    }

    @Test("A lost command is found by its comment, followed to its end, and not sent again")
    func followed() async throws {
        let aws = try Self.aws()
        aws.lose("SendCommand")
        await #expect(throws: ActionFailure.self) { try await Self.run(aws) }
        let result = try await Self.follow(aws)
        #expect(result.summary == "report succeeded on 1 of 1")
        #expect(Self.receipt(aws)?.status == .succeeded)
        #expect(Self.receipt(aws)?.action == .of("run"))
        #expect(aws.calls("SendCommand").count == 1)
    }

    @Test("What SSM doesn't list yet may still come: it is looked for again, and the receipt stays")
    func listLags() async throws {
        let aws = try Self.aws()
        aws.lose("SendCommand")
        await #expect(throws: ActionFailure.self) { try await Self.run(aws) }
        aws.change { for index in $0.commands.indices { $0.commands[index].isListed = false } }
        let failure = await #expect(throws: ActionFailure.self) { try await Self.follow(aws, sentAt: Shop.now) }
        #expect(failure?.message == "report is not in SSM's list yet")
        #expect(failure?.disposition == .retry(afterSeconds: 5))
        #expect(Self.receipt(aws)?.status == .started)
    }

    @Test("What SSM has never heard of half a minute later was not sent, and is due again")
    func neverSent() async throws {
        let aws = try Self.aws()
        aws.fail("SendCommand", .dropConnection)
        await #expect(throws: ActionFailure.self) { try await Self.run(aws) }
        #expect(try await Self.follow(aws).summary == "report was never sent; it is due again")
        #expect(aws.read { $0.instances.first?.tags[TagKey.command("report")] } == nil)
    }

    @Test("More than fifty instances are reached by several commands of the same action")
    func chunks() async throws {
        let aws = try Self.aws(instances: 51)
        let result = try await Self.run(aws, instances: 51)
        #expect(aws.calls("SendCommand").map { $0.json.instanceIDs?.count } == [50, 1])
        #expect(Set(aws.calls("SendCommand").map(\.json.comment)) == ["tend \(ActionID.of("run"))"])
        #expect(result.summary == "report succeeded on 51 of 51")
    }

    @Test("When the second of two sendings fails, the first was sent all the same, and the receipts lead to it")
    func secondChunk() async throws {
        let aws = try Self.aws(instances: 51)
        aws.change { $0.failsAfterFirst = "SendCommand" }
        let failure = await #expect(throws: ActionFailure.self) { try await Self.run(aws, instances: 51) }
        #expect(failure?.effect == .partial)
        #expect(failure?.message == "could not follow report, which was sent")
        let follow = try await Self.follow(
            aws, instances: (1...51).map { InstanceID(stringLiteral: "i-\($0)") })
        #expect(follow.summary == "report succeeded on 50 of 50")
        #expect(Self.receipt(aws, of: "i-50")?.status == .succeeded)
        #expect(Self.receipt(aws, of: "i-51") == nil)
    }

    @Test("A throttled look while a command runs is waited out")
    func throttled() async throws {
        let aws = try Self.aws()
        aws.fail("ListCommandInvocations", times: 5, .jsonError("ThrottlingException"))
        #expect(try await Self.run(aws).summary == "report succeeded on 1 of 1")
    }

    @Test("A receipt that can't be written keeps the command from being sent")
    func noReceipt() async throws {
        let aws = try Self.aws()
        aws.fail("CreateTags", .ec2Error("UnauthorizedOperation", status: 403))
        let failure = await #expect(throws: ActionFailure.self) { try await Self.run(aws) }
        #expect(failure?.disposition == .stalled)
        #expect(aws.calls("SendCommand").isEmpty)
    }

    @Test("A command that has changed since it was planned is planned again")
    func changed() async throws {
        let aws = try Self.aws()
        let failure = await #expect(throws: ActionFailure.self) {
            try await aws.cloud().perform(
                ActionOrder(
                    id: .of("run"),
                    action: .runCommand(
                        RunCommand(environment: "prd", command: "report", digest: .of("older"), instances: ["i-1"])),
                    desired: Shop.desired([Shop.environment("prd")], commands: [Self.command()])))
        }
        #expect(failure?.message == "report has changed since it was planned")
        #expect(aws.operations.isEmpty)
    }

    @Test("A command that never ends is given up after its time, and nobody can tell how it went")
    func endless() async throws {
        let aws = try Self.aws()
        aws.change { $0.outcome = (status: "InProgress", details: "InProgress", code: -1, output: "") }
        let result = try await Self.run(aws, Self.command { $0.timeoutSeconds = 60 })
        #expect(Self.receipt(aws)?.status == .indeterminate)
        #expect(result.invocations.first?.exitStatus == nil)
    }

    @Test("Instances that wait for their turn are given their time")
    func turns() {
        func limit(_ concurrency: Amount?, _ count: Int) -> Double {
            CommandDelivery(
                definition: Self.command {
                    $0.timeoutSeconds = 100
                    $0.concurrency = concurrency
                }
            ).limitSeconds(of: count)
        }
        #expect(limit(nil, 1) == 760)
        #expect(limit(nil, 200) == 760)
        #expect(limit(.count(1), 3) == 960)
        #expect(limit(.percent(10), 50) == 1660)
        #expect(limit(.count(500), 3) == 760)
    }

    @Test("A script goes up by its content, once, and comes to the instance by a URL of the moment")
    func script() async throws {
        let aws = try Self.aws()
        let script = CommandScript(
            path: "commands/report.sh", content: Array("echo hi".utf8), digest: .of("script"), interpreter: "bash",
            arguments: ["--now"])
        let command = Self.command { $0.body = .script(script) }
        var desired = Shop.desired([Shop.environment("prd")], commands: [command])
        desired.project.artifacts = ArtifactsLocation(bucket: "shop-artifacts", prefix: "tend/")
        for id in ["first", "second"] {
            _ = try await aws.cloud().perform(
                ActionOrder(
                    id: .of(id),
                    action: .runCommand(
                        RunCommand(environment: "prd", command: "report", digest: command.digest, instances: ["i-1"])),
                    desired: desired))
        }
        let key = "/shop-artifacts/tend/scripts/\(script.digest)"
        #expect(aws.calls("PUT \(key)").map(\.account) == [Shop.devopsAccount.text])
        let lines = aws.calls("SendCommand").first?.json.parameters?["commands"] ?? []
        #expect(lines.contains { $0.contains("\(aws.url)\(key)?") && $0.contains("X-Amz-Signature=") })
    }
}
