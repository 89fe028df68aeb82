import CoreFixtures
import Model
import Reconciliation
import Testing

@testable import LiveCloud

/// What became of an action whose process died.
@Suite struct LookUpTests {
    private static let desired = Shop.desired([Shop.environment("prd")], commands: [Shop.command("report")])

    private static func order(_ action: Action) -> ActionOrder {
        ActionOrder(id: .of("earlier"), action: action, desired: desired)
    }

    private static func build(inputs: ContentDigest? = nil) throws -> ActionOrder {
        let step = try #require(desired.images["web"]?.steps.last)
        return order(
            .buildImage(
                BuildImage(
                    image: "web", version: "1.4.2", step: step.id, source: "ami-root", inputs: inputs ?? step.inputs)))
    }

    private static let launch = order(
        .launchInstances(
            LaunchInstances(
                environment: "prd", fleet: "web", count: 2, version: "1.4.2", ami: "ami-app142",
                settings: Shop.launch(),
                launch: Shop.launch().digest)))

    private static let run = order(
        .runCommand(
            RunCommand(environment: "prd", command: "report", digest: .of("content of report"), instances: ["i-1"])))

    @Test("A build that left no AMI was not done")
    func noImage() async throws {
        #expect(
            try await ScriptedAWS().cloud().lookUp(Self.build()) == .notDone("there is no AMI named debian/1.4.2/app"))
    }

    @Test("An AMI that was built and not yet tagged is taken over")
    func untagged() async throws {
        let aws = try ScriptedAWS()
        aws.change { $0.images = [.init(id: "ami-1", name: "debian/1.4.2/app")] }
        let answer = try await aws.cloud().lookUp(Self.build())
        #expect(answer == .done(ActionResult(summary: "ami-1 (debian/1.4.2/app) was built", created: ["ami-1"])))
        let tags = aws.read { $0.images.first?.tags ?? [:] }
        #expect(tags[TagKey.version] == "1.4.2")
        #expect(tags[TagKey.inputs] == ContentDigest.of("inputs of app@1.4.2").text)
    }

    @Test("An AMI that is still being made is looked up again: concluded now, nobody would ever tag it")
    func pending() async throws {
        let aws = try ScriptedAWS()
        aws.change { $0.images = [.init(id: "ami-1", name: "debian/1.4.2/app", state: "pending")] }
        let failure = await #expect(throws: ActionFailure.self) { try await aws.cloud().lookUp(Self.build()) }
        #expect(failure?.disposition == .retry(afterSeconds: 10))
        #expect(aws.calls("CreateTags").isEmpty)
    }

    @Test("When the files say something else by now, nobody can tell what the AMI was made from")
    func otherInputs() async throws {
        let answer = try await ScriptedAWS().cloud().lookUp(Self.build(inputs: .of("others")))
        #expect(answer == .indeterminate("the files no longer say how web@1.4.2 was made"))
    }

    @Test("A launch is found by the action's tag")
    func launched() async throws {
        let aws = try ScriptedAWS()
        let cloud = aws.cloud()
        #expect(
            try await cloud.lookUp(Self.launch)
                == .notDone("no instance has the tag tend:action=\(ActionID.of("earlier"))"))
        aws.change {
            $0.instances = [
                .init(
                    account: Shop.productionAccount.text, id: "i-7", tags: [TagKey.action: ActionID.of("earlier").text])
            ]
        }
        #expect(
            try await cloud.lookUp(Self.launch) == .done(ActionResult(summary: "launched i-7", created: ["i-7"])))
    }

    @Test("A command is found by its comment")
    func sent() async throws {
        let aws = try ScriptedAWS()
        aws.change {
            $0.commands = [
                .init(
                    account: Shop.productionAccount.text, id: "c-1", comment: "tend \(ActionID.of("earlier"))",
                    instances: ["i-1"], lines: [])
            ]
        }
        #expect(
            try await aws.cloud().lookUp(Self.run)
                == .done(ActionResult(summary: "it was sent; the receipts say what is to be followed")))
    }

    @Test("A command that left no receipt was not sent, for the receipt comes first")
    func notSent() async throws {
        #expect(
            try await ScriptedAWS().cloud().lookUp(Self.run)
                == .notDone("no instance has its receipt, which is written before a command is sent"))
    }

    @Test("A receipt without a command in SSM's list, which lags, leaves it open whether it was sent")
    func onlyReceipt() async throws {
        let aws = try ScriptedAWS()
        let receipt = CommandReceipt(
            digest: .of("content of report"), status: .started, at: Shop.now, action: .of("earlier"))
        aws.change {
            $0.instances = [
                .init(
                    account: Shop.productionAccount.text, id: "i-1",
                    tags: [TagKey.command("report"): receipt.tagValue])
            ]
        }
        #expect(
            try await aws.cloud().lookUp(Self.run)
                == .indeterminate("SSM's list doesn't show it, and the receipts do; they are followed"))
    }

    @Test("What can be repeated without harm isn't looked for")
    func harmless() async throws {
        let aws = try ScriptedAWS()
        let hold = Hold(
            release: 1, content: ReleaseContent(images: [:], fleets: [:], commands: [:]), owner: "o", reason: "r",
            since: Shop.now, until: Shop.now)
        let actions: [Action] = [
            .shareImage(ShareImage(image: "web", version: "1.4.2", ami: "ami-1", snapshots: [], accounts: [])),
            .publishImage(PublishImage(environment: "prd", image: "web", version: "1.4.2", ami: "ami-1")),
            .createStack(CreateStack(environment: "sbx-1", stack: Shop.stack())),
            .startInstances(StartInstances(environment: "prd", fleet: "web", instances: ["i-1"])),
            .terminateInstances(
                TerminateInstances(environment: "prd", fleet: "web", instances: ["i-1"], reason: .surplus)),
            .followCommand(
                FollowCommand(
                    environment: "prd", command: "report", digest: .of("d"), sentBy: .of("a"), sentAt: Shop.now,
                    instances: ["i-1"])),
            .deleteStack(DeleteStack(environment: "sbx-1", stack: "s")),
            .deleteParameters(DeleteParameters(environment: "sbx-1", images: ["web"])),
            .placeHold(PlaceHold(environment: "prd", hold: hold)),
            .liftHold(LiftHold(environment: "prd", reason: "r")),
        ]
        for action in actions {
            #expect(
                try await aws.cloud().lookUp(Self.order(action))
                    == .indeterminate("it can be repeated without harm, and is if something is left to do"))
        }
        #expect(aws.operations.isEmpty)
    }

    @Test("When AWS can't be asked, it stays open", arguments: ["DescribeImages", "DescribeInstances", "ListCommands"])
    func unreachable(operation: String) async throws {
        let aws = try ScriptedAWS()
        aws.fail(operation, .html)
        let orders = ["DescribeImages": try Self.build(), "DescribeInstances": Self.launch, "ListCommands": Self.run]
        let order = try #require(orders[operation])
        let failure = await #expect(throws: ActionFailure.self) { try await aws.cloud().lookUp(order) }
        #expect(failure?.disposition == .retry(afterSeconds: 5))
        #expect(failure?.message.hasPrefix("could not find out what became of an earlier attempt to ") == true)
    }

    @Test("An AMI that was just built is tagged even when EC2 doesn't know it at first")
    func registration() async throws {
        let aws = try ScriptedAWS()
        aws.change { $0.images = [.init(id: "ami-1", name: "debian/1.4.2/app")] }
        aws.fail("DescribeImages", times: 3, .ec2Error("InvalidAMIID.NotFound"))
        let definition = try #require(Self.desired.images["web"])
        let step = try #require(definition.steps.last)
        try await aws.cloud().registerImage(
            "ami-1",
            built: BuildOrder(
                id: .of("earlier"),
                build: BuildImage(
                    image: "web", version: "1.4.2", step: step.id, source: "ami-root", inputs: step.inputs),
                definition: definition, step: step, project: Self.desired.project))
        #expect(aws.read { $0.images.first?.tags[TagKey.step] } == "app")
    }
}
