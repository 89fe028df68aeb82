import CoreFixtures
import HTTPServer
import Model
import Reconciliation
import Testing

@testable import LiveCloud

/// DESIGN §5.1: an error is never read as emptiness, and it concerns one account only.
@Suite struct ObservationTests {
    private static let desired = Shop.desired(
        [Shop.environment("tst"), Shop.environment("prd"), Shop.environment("sbx-101")])

    private static func instance(_ id: String, _ environment: String, _ account: AccountID) -> ScriptedState.Instance {
        ScriptedState.Instance(
            account: account.text, id: id,
            tags: [
                TagKey.project: "shop", TagKey.environment: environment, TagKey.fleet: "web", TagKey.version: "1.4.2",
            ])
    }

    /// An AWS with an instance in each environment.
    private static func aws() throws -> ScriptedAWS {
        let aws = try ScriptedAWS()
        aws.change {
            $0.instances = [
                instance("i-1", "tst", Shop.testAccount), instance("i-2", "prd", Shop.productionAccount),
                instance("i-3", "sbx-101", Shop.testAccount), instance("i-4", "sbx-102", Shop.testAccount),
            ]
        }
        return aws
    }

    private static func observe(_ aws: ScriptedAWS, only: Set<EnvironmentName>? = nil) async -> ActualState {
        await aws.cloud().observe(ObservationScope(desired: desired, only: only))
    }

    @Test("Every environment is read from its account, and a sandbox that git doesn't name is found")
    func whole() async throws {
        let actual = await Self.observe(try Self.aws())
        #expect(Set(actual.environments.keys) == ["tst", "prd", "sbx-101", "sbx-102"])
        let prd = try #require(actual.environments["prd"]?.value)
        #expect(prd.account == Shop.productionAccount)
        #expect(prd.instances.map(\.id) == ["i-2"])
        #expect(prd.instances.first?.statusChecks == .passed)
        #expect(prd.instances.first?.agent == .online)
        #expect(actual.observedAt == Shop.now)
        #expect(actual.artifacts.value?.images == [])
        #expect(actual.sandboxesUnreadable == nil)
    }

    @Test("An empty account is an empty environment, not an unreadable one")
    func empty() async throws {
        let actual = await Self.observe(try ScriptedAWS())
        #expect(Set(actual.environments.keys) == ["tst", "prd", "sbx-101"])
        #expect(actual.environments.values.allSatisfy { $0.value?.instances == [] })
    }

    /// Every operation by which an environment is read.
    static let reads = [
        "DescribeInstances", "DescribeInstanceStatus", "DescribeInstanceInformation", "GetParametersByPath",
    ]

    static let throttle = HTTPServerResponse.ec2Error("RequestLimitExceeded", status: 503)
    static let faults: [(String, HTTPServerResponse)] = [
        ("throttled", throttle), ("HTML", .html), ("denied", .ec2Error("UnauthorizedOperation", status: 403)),
        ("dropped", .dropConnection), ("empty", .text("")), ("JSON null", .text("null")),
        ("half", .truncated(body: Array("<DescribeInstancesResponse><reservationSet/>".utf8), declaredLength: 900)),
        ("cut", .xml("<DescribeInstancesResponse><reservationSet>")),
    ]

    @Test(
        "A read that fails in any way makes its environment unreadable, and no other", arguments: reads, faults.indices)
    func faulty(read: String, fault: Int) async throws {
        let aws = try Self.aws()
        aws.fail(read, account: Shop.productionAccount, Self.faults[fault].1)
        let actual = await Self.observe(aws)
        #expect(actual.environments["prd"]?.failure?.subject == "prd", "\(Self.faults[fault].0)")
        #expect(actual.environments["tst"]?.value?.instances.map(\.id) == ["i-1"])
        #expect(actual.environments["sbx-102"]?.value?.instances.map(\.id) == ["i-4"])
    }

    @Test("A failed look at stacks makes every sandbox unreadable, and no other environment in the same account")
    func stacks() async throws {
        let aws = try Self.aws()
        aws.fail("DescribeStacks", .html)
        let actual = await Self.observe(aws)
        #expect(actual.environments["sbx-101"]?.failure?.subject == "sbx")
        #expect(actual.environments["sbx-102"] == nil)
        #expect(actual.environments["tst"]?.value != nil)
    }

    @Test("A second page that fails makes the whole unreadable, never half of it")
    func halfPaged() async throws {
        let aws = try Self.aws()
        let first = HTTPServerResponse.instances(
            [Self.instance("i-2", "prd", Shop.productionAccount)], next: "more")
        aws.fail("DescribeInstances", account: Shop.productionAccount, times: 1, first)
        aws.fail("DescribeInstances", account: Shop.productionAccount, Self.throttle)
        let failure = await Self.observe(aws).environments["prd"]?.failure
        #expect(failure?.isTransient == true)
        #expect(failure?.advice == "tend looks again by itself")
    }

    @Test("A denied read says which permission is missing, and that time won't mend it")
    func denied() async throws {
        let aws = try Self.aws()
        aws.fail("DescribeInstances", account: Shop.productionAccount, .ec2Error("UnauthorizedOperation", status: 403))
        let failure = await Self.observe(aws).environments["prd"]?.failure
        #expect(failure?.isTransient == false)
        #expect(
            failure?.advice == "let the role of this environment do ec2:DescribeInstances, or see its trust policy")
    }

    @Test("When no sandbox is named and their account can't be read, it is said, not taken for no sandboxes")
    func unlistedSandboxes() async throws {
        let aws = try Self.aws()
        aws.fail("DescribeStacks", .html)
        let desired = Shop.desired([Shop.environment("prd")])
        let actual = await aws.cloud().observe(ObservationScope(desired: desired))
        #expect(actual.sandboxesUnreadable?.subject == "sbx")
        #expect(actual.environments["prd"]?.value != nil)
    }

    @Test("Images that can't be read are unreadable; the environments are read all the same")
    func images() async throws {
        let aws = try Self.aws()
        aws.fail("DescribeImages", .html)
        let actual = await Self.observe(aws)
        #expect(actual.artifacts.failure?.subject == "devops")
        #expect(actual.environments["prd"]?.value != nil)
    }

    @Test("Launch permissions that can't be read make the images unreadable: they would be shared again")
    func permissions() async throws {
        let aws = try Self.aws()
        aws.change {
            $0.images = [
                .init(
                    id: "ami-1", name: "debian/1.4.2/app",
                    tags: [
                        TagKey.project: "shop", TagKey.image: "web", TagKey.version: "1.4.2", TagKey.step: "app",
                        TagKey.inputs: ContentDigest.of("x").text,
                    ])
            ]
        }
        #expect(await Self.observe(aws).artifacts.value?.images.map(\.id) == ["ami-1"])
        aws.fail("DescribeImageAttribute", .html)
        #expect(await Self.observe(aws).artifacts.failure != nil)
    }

    @Test("Only what is in scope is read")
    func scope() async throws {
        let aws = try Self.aws()
        let actual = await Self.observe(aws, only: ["prd"])
        #expect(Set(actual.environments.keys) == ["prd"])
        #expect(aws.calls("DescribeInstances").allSatisfy { $0.account == Shop.productionAccount.text })
    }
}
