import AuditTrail
import CoreFixtures
import FoundationEssentials
import Model
import Reconciliation
import Testing

@testable import Commands

/// Which release `tend rollback` goes to, on a real audit trail.
@Suite struct RollbackTargetTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private static func content(_ version: ImageVersion) -> ReleaseContent {
        ReleaseContent(
            images: ["web": ReleasedImage(version: version, ami: Shop.amiID(version))],
            fleets: ["web": ReleasedFleet(capacity: .replicas(2), launch: Shop.launch())], commands: [:])
    }

    /// A trail in which prd has had these versions, a release each.
    private func trail(_ versions: ImageVersion...) async throws -> AuditTrail {
        let trail = try await AuditTrail.open(path: "\(scratch.path)/shop.sqlite", for: .writing)
        for version in versions {
            _ = try await trail.converged(
                Convergence(
                    environment: "prd", content: Self.content(version), restores: nil, pass: PassID("p"),
                    commit: Shop.commit, actor: .person("dev"), at: Shop.now))
        }
        return trail
    }

    /// An AWS in which prd runs a version, with the AMIs of these.
    private static func actual(
        running version: ImageVersion, images: [ImageVersion] = ["1.0", "2.0", "3.0"]
    ) -> ActualState {
        Shop.actual(
            images: images.flatMap { Shop.amis($0) },
            [Shop.existing("prd", Shop.instances(1...2, in: "prd", version: version))])
    }

    private func choose(
        _ trail: AuditTrail, _ actual: ActualState, number: Int? = nil
    ) async throws -> Int {
        try await RollbackTarget.choose(for: "prd", number: number, trail: trail, actual: actual).number
    }

    @Test("From a release that runs, back to the one before")
    func before() async throws {
        let trail = try await trail("1.0", "2.0", "3.0")
        #expect(try await choose(trail, Self.actual(running: "3.0")) == 2)
    }

    @Test("From a rollout that is half done, back to the latest release")
    func halfLeft() async throws {
        let trail = try await trail("1.0", "2.0")
        var actual = Self.actual(running: "2.0")
        actual.environments["prd"] = .observed(
            Shop.existing(
                "prd",
                Shop.instances(1...1, in: "prd", version: "2.0") + [Shop.instance("i-9", in: "prd", version: "3.0")]
            ))
        #expect(try await choose(trail, actual) == 2)
    }

    @Test("An instance that is going doesn't make a rollout half done")
    func ending() async throws {
        let trail = try await trail("1.0", "2.0")
        var actual = Self.actual(running: "2.0")
        actual.environments["prd"] = .observed(
            Shop.existing(
                "prd",
                Shop.instances(1...2, in: "prd", version: "2.0")
                    + [Shop.instance("i-9", in: "prd", version: "3.0", state: .terminated)]))
        #expect(try await choose(trail, actual) == 1)
    }

    @Test("A fleet that the latest release didn't have makes it half left")
    func otherFleet() async throws {
        let trail = try await trail("1.0", "2.0")
        var actual = Self.actual(running: "2.0")
        actual.environments["prd"] = .observed(
            Shop.existing("prd", [Shop.instance("i-9", in: "prd", fleet: "batch", version: "2.0")]))
        #expect(try await choose(trail, actual) == 2)
    }

    @Test("--to names the release")
    func named() async throws {
        let trail = try await trail("1.0", "2.0", "3.0")
        #expect(try await choose(trail, Self.actual(running: "3.0"), number: 1) == 1)
    }

    @Test("A number that there is not is refused with the latest")
    func unknownNumber() async throws {
        let trail = try await trail("1.0", "2.0")
        let failure = await #expect(throws: CommandFailure.self) {
            try await choose(trail, Self.actual(running: "2.0"), number: 7)
        }
        #expect(failure?.message == "prd has no release 7, the latest is 2; see 'tend history prd'")
    }

    @Test("A release whose AMI is gone, or can't be launched any more, is refused by name")
    func goneImage() async throws {
        let trail = try await trail("1.0", "2.0")
        let message =
            "release 1 of prd can't come back: its AMI ami-app10 (web@1.0) is gone from account 111111111111; "
            + "choose another with --to, see 'tend history prd'"
        let failure = await #expect(throws: CommandFailure.self) {
            try await choose(trail, Self.actual(running: "2.0", images: ["2.0"]))
        }
        #expect(failure?.message == message)
        var failed = Self.actual(running: "2.0")
        failed.artifacts = .observed(
            ActualArtifacts(account: Shop.devopsAccount, images: [Shop.ami("1.0", state: .failed)]))
        let second = await #expect(throws: CommandFailure.self) { try await choose(trail, failed) }
        #expect(second?.message == message)
    }

    @Test("While the images can't be read, nobody can tell whether they are still there")
    func unreadableImages() async throws {
        let trail = try await trail("1.0", "2.0")
        var actual = Self.actual(running: "2.0")
        actual.artifacts = .unreadable(Shop.failure(of: "devops"))
        let failure = await #expect(throws: CommandFailure.self) { try await choose(trail, actual) }
        #expect(
            failure?.message
                == "can't tell whether the AMIs of release 1 are still there: devops: AccessDenied on DescribeInstances "
                + "(look at the role)")
    }

    @Test("The only release is nothing to go back from")
    func onlyOne() async throws {
        let trail = try await trail("1.0")
        let failure = await #expect(throws: CommandFailure.self) {
            try await choose(trail, Self.actual(running: "1.0"))
        }
        #expect(failure?.message == "release 1 is the only one of prd, so there is nothing to go back to")
    }

    @Test("Without a release there is nothing to go back to")
    func none() async throws {
        let trail = try await trail()
        let failure = await #expect(throws: CommandFailure.self) {
            try await choose(trail, Self.actual(running: "1.0"))
        }
        #expect(failure?.message == "prd has no release yet, so there is nothing to go back to")
    }
}
