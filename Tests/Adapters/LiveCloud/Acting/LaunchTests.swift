import CoreFixtures
import HTTPServer
import Model
import Reconciliation
import Testing

@testable import LiveCloud

@Suite struct LaunchTests {
    private static let desired = Shop.desired([Shop.environment("prd")])

    private static func order(count: Int, subnets: Bool = true, id: String = "launch") -> ActionOrder {
        var settings = Shop.launch()
        settings.subnets = subnets ? .tags(["Name": "prd-private-*"]) : nil
        return ActionOrder(
            id: .of(id),
            action: .launchInstances(
                LaunchInstances(
                    environment: "prd", fleet: "web", count: count, version: "1.4.2", ami: "ami-app142",
                    settings: settings, launch: settings.digest)), desired: desired)
    }

    private static func aws(subnets: [String] = ["subnet-a", "subnet-b"]) throws -> ScriptedAWS {
        let aws = try ScriptedAWS()
        aws.change { $0.subnets = subnets }
        return aws
    }

    private static func existing(_ id: String, in subnet: String) -> ScriptedState.Instance {
        ScriptedState.Instance(
            account: Shop.productionAccount.text, id: id, subnet: subnet,
            tags: [TagKey.project: "shop", TagKey.environment: "prd", TagKey.fleet: "web"])
    }

    @Test("One instance after the other goes where the fewest are; ties go by name")
    func spread() {
        func spread(_ count: Int, _ population: [String: Int]) -> [String] {
            Placement.spread(count, over: population).map { "\($0.subnet ?? "")=\($0.count)" }
        }
        #expect(spread(1, ["b": 0, "a": 0]) == ["a=1"])
        #expect(spread(3, ["b": 0, "a": 0]) == ["a=2", "b=1"])
        #expect(spread(2, ["a": 5, "b": 3]) == ["b=2"])
        #expect(spread(5, ["a": 2, "b": 0, "c": 1]) == ["a=1", "b=3", "c=1"])
        #expect(spread(0, ["a": 0]) == [])
        #expect(spread(3, [:]) == [])
    }

    @Test("The subnets that have fewer instances of the fleet get the new ones")
    func population() async throws {
        let aws = try Self.aws()
        aws.change { $0.instances = [Self.existing("i-1", in: "subnet-a"), Self.existing("i-2", in: "subnet-a")] }
        let result = try await aws.cloud().perform(Self.order(count: 2))
        #expect(aws.calls("RunInstances").map { $0.form["SubnetId"] } == ["subnet-b"])
        #expect(result.created.count == 2)
    }

    @Test("Every instance carries tend's tags, the action's id among them")
    func tags() async throws {
        let aws = try Self.aws()
        _ = try await aws.cloud().perform(Self.order(count: 1))
        let tags = aws.read { $0.instances.first?.tags ?? [:] }
        #expect(tags[TagKey.project] == "shop")
        #expect(tags[TagKey.environment] == "prd")
        #expect(tags[TagKey.fleet] == "web")
        #expect(tags[TagKey.action] == ActionID.of("launch").text)
        #expect(tags["tech:env_name"] == "prd")
    }

    @Test("A launch whose answer is lost is asked again with the same token, and launches once")
    func lost() async throws {
        let aws = try Self.aws(subnets: ["subnet-a"])
        aws.lose("RunInstances")
        let result = try await aws.cloud().perform(Self.order(count: 2))
        #expect(result.created.count == 2)
        #expect(aws.read { $0.instances.count } == 2)
        #expect(Set(aws.calls("RunInstances").map { $0.form["ClientToken"] }).count == 1)
    }

    @Test("The same order again launches nothing again, in whichever subnets its instances are by then")
    func again() async throws {
        let aws = try Self.aws()
        let cloud = aws.cloud()
        aws.change { $0.instances = [Self.existing("i-1", in: "subnet-a")] }
        let first = try await cloud.perform(Self.order(count: 2))
        let second = try await cloud.perform(Self.order(count: 2))
        #expect(Set(first.created) == Set(second.created))
        #expect(aws.read { $0.instances.count } == 3)
    }

    @Test("Tokens differ by subnet and by action, and fit EC2's 64 characters")
    func tokens() async throws {
        let aws = try Self.aws(subnets: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"])
        _ = try await aws.cloud().perform(Self.order(count: 2, id: "one"))
        _ = try await aws.cloud().perform(Self.order(count: 2, id: "two"))
        let tokens = aws.calls("RunInstances").compactMap { $0.form["ClientToken"] }
        #expect(Set(tokens).count == 4)
        #expect(tokens.allSatisfy { $0.count <= 64 })
    }

    @Test("When a second subnet has no room, what was launched is told as a part, and time may mend the rest")
    func partial() async throws {
        let aws = try Self.aws()
        let cloud = aws.cloud()
        // The first call passes, the second doesn't.
        aws.change { $0.failsAfterFirst = "RunInstances" }
        let failure = await #expect(throws: ActionFailure.self) { try await cloud.perform(Self.order(count: 2)) }
        #expect(failure?.message == "could not launch the rest of 2 instances of web")
        #expect(failure?.effect == .partial)
        #expect(failure?.disposition == .retry(afterSeconds: 5))
        #expect(aws.read { $0.instances.count } == 1)
    }

    @Test("A launch ends when EC2 shows the instances to whoever looks by tags")
    func visible() async throws {
        let aws = try Self.aws(subnets: [])
        aws.change { $0.newInstancesHiddenLooks = 3 }
        let clock = VirtualClock()
        _ = try await aws.cloud(clock).perform(Self.order(count: 1, subnets: false))
        #expect(aws.calls("DescribeInstances").count == 4)
        #expect(clock.now > Shop.now)
    }

    @Test("When EC2 never shows them, the next look is put off")
    func neverVisible() async throws {
        let aws = try Self.aws(subnets: [])
        aws.change { $0.newInstancesHiddenLooks = 1_000_000 }
        let failure = await #expect(throws: ActionFailure.self) {
            try await aws.cloud().perform(Self.order(count: 1, subnets: false))
        }
        #expect(failure?.message == "EC2 does not show i-new0, which it has launched")
        #expect(failure?.disposition == .retry(afterSeconds: 60))
        #expect(failure?.effect == .partial)
    }

    @Test("A selector that matches nothing is said as it is written, with where it was looked for")
    func noSubnets() async throws {
        let failure = await #expect(throws: ActionFailure.self) {
            try await Self.aws(subnets: []).cloud().perform(Self.order(count: 1))
        }
        #expect(
            failure?.description
                == "could not launch web in prd: 'subnets: { tag:Name: prd-private-* }' matches nothing in account "
                + "444444444444, us-east-1 (mend the selector in environments/prd.yaml, or make the network first)")
        #expect(failure?.disposition == .stalled)
    }
}
