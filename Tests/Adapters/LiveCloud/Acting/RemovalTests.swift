import CoreFixtures
import Model
import Reconciliation
import Testing

@testable import LiveCloud

/// DESIGN §5.2: only what carries tend's own tags is ever removed, as AWS shows them right before.
@Suite struct RemovalTests {
    private static let desired = Shop.desired([Shop.environment("prd")])
    private static let ours = [TagKey.project: "shop", TagKey.environment: "prd"]

    private static func terminate(_ aws: ScriptedAWS, _ ids: [InstanceID]) async throws -> ActionResult {
        try await aws.cloud().perform(
            ActionOrder(
                id: .of("terminate"),
                action: .terminateInstances(
                    TerminateInstances(environment: "prd", fleet: "web", instances: ids, reason: .surplus)),
                desired: desired))
    }

    private static func instance(_ id: String, _ tags: [String: String]) -> ScriptedState.Instance {
        ScriptedState.Instance(account: Shop.productionAccount.text, id: id, tags: tags)
    }

    @Test("What carries the tags is terminated")
    func own() async throws {
        let aws = try ScriptedAWS()
        aws.change { $0.instances = [Self.instance("i-1", Self.ours), Self.instance("i-2", Self.ours)] }
        #expect(try await Self.terminate(aws, ["i-1", "i-2"]).summary == "terminated i-1, i-2")
        #expect(aws.read { $0.instances.map(\.state) } == ["shutting-down", "shutting-down"])
    }

    @Test(
        "One that isn't ours keeps all of them",
        arguments: [
            [:], [TagKey.project: "shop"], [TagKey.environment: "prd"],
            [TagKey.project: "other", TagKey.environment: "prd"], [TagKey.project: "shop", TagKey.environment: "tst"],
        ])
    func foreign(tags: [String: String]) async throws {
        let aws = try ScriptedAWS()
        aws.change { $0.instances = [Self.instance("i-1", Self.ours), Self.instance("i-2", tags)] }
        let failure = await #expect(throws: ActionFailure.self) { try await Self.terminate(aws, ["i-1", "i-2"]) }
        #expect(
            failure?.description
                == "did not terminate i-1, i-2: i-2 without the tags of shop prd (tend removes only what carries its own "
                + "tags)")
        #expect(failure?.disposition == .stalled)
        #expect(aws.calls("TerminateInstances").isEmpty)
    }

    @Test("What EC2 doesn't show is not terminated unseen")
    func unseen() async throws {
        let aws = try ScriptedAWS()
        aws.fail("DescribeInstances", .instances([]))
        let failure = await #expect(throws: ActionFailure.self) { try await Self.terminate(aws, ["i-1"]) }
        #expect(failure?.cause == "i-1 without the tags of shop prd")
        #expect(aws.calls("TerminateInstances").isEmpty)
    }

    @Test("When the tags can't be read, nothing is terminated")
    func unreadable() async throws {
        let aws = try ScriptedAWS()
        aws.change { $0.instances = [Self.instance("i-1", Self.ours)] }
        aws.fail("DescribeInstances", .html)
        let failure = await #expect(throws: ActionFailure.self) { try await Self.terminate(aws, ["i-1"]) }
        #expect(failure?.disposition == .retry(afterSeconds: 5))
        #expect(aws.calls("TerminateInstances").isEmpty)
    }

    private static func deleteStack(_ aws: ScriptedAWS) async throws -> ActionResult {
        try await aws.cloud().perform(
            ActionOrder(
                id: .of("delete"),
                action: .deleteStack(DeleteStack(environment: "sbx-101", stack: "tend-shop-sbx-101")),
                desired: desired))
    }

    @Test("A stack with the sandbox's tags is deleted")
    func stack() async throws {
        let aws = try ScriptedAWS()
        aws.change {
            $0.stacks = [
                .init(name: "tend-shop-sbx-101", tags: [TagKey.project: "shop", TagKey.environment: "sbx-101"])
            ]
        }
        #expect(try await Self.deleteStack(aws).summary == "deleting the stack tend-shop-sbx-101")
        #expect(aws.read(\.stacks.isEmpty))
    }

    @Test(
        "A stack of that name without the tags stays",
        arguments: [[:], [TagKey.project: "shop"], [TagKey.project: "shop", TagKey.environment: "sbx-102"]])
    func foreignStack(tags: [String: String]) async throws {
        let aws = try ScriptedAWS()
        aws.change { $0.stacks = [.init(name: "tend-shop-sbx-101", tags: tags)] }
        let failure = await #expect(throws: ActionFailure.self) { try await Self.deleteStack(aws) }
        #expect(failure?.message == "did not delete the stack tend-shop-sbx-101")
        #expect(failure?.disposition == .stalled)
        #expect(aws.calls("DeleteStack").isEmpty)
    }

    @Test("A stack that is gone already is no failure")
    func goneStack() async throws {
        let aws = try ScriptedAWS()
        #expect(try await Self.deleteStack(aws).summary == "the stack tend-shop-sbx-101 is gone already")
        #expect(aws.calls("DeleteStack").isEmpty)
    }

    @Test("A stack that can't be looked at stays")
    func unreadableStack() async throws {
        let aws = try ScriptedAWS()
        aws.fail("DescribeStacks", .html)
        await #expect(throws: ActionFailure.self) { try await Self.deleteStack(aws) }
        #expect(aws.calls("DeleteStack").isEmpty)
    }
}
