import CoreFixtures
import FoundationEssentials
import Model
import Reconciliation
import Testing

@testable import LiveCloud

/// What AWS has and tend can't make sense of is an error: taken for absent, it would be made again or forgotten.
@Suite struct UnparseableTests {
    private static let desired = Shop.desired([Shop.environment("prd")])

    private static func failure(
        tags: [String: String] = [:], parameters: [String: String] = [:], state: String = "running"
    ) async throws -> ObservationFailure? {
        let aws = try ScriptedAWS()
        aws.change {
            $0.instances = [
                .init(
                    account: Shop.productionAccount.text, id: "i-1", state: state,
                    tags: [TagKey.project: "shop", TagKey.environment: "prd"].merging(tags) { _, given in given })
            ]
            $0.parameters[Shop.productionAccount.text] = parameters
        }
        return await aws.cloud().observe(ObservationScope(desired: desired)).environments["prd"]?.failure
    }

    @Test(
        "A tag of tend's with a value that tend never writes makes the environment unreadable",
        arguments: [TagKey.fleet, TagKey.version, TagKey.launch])
    func tags(key: String) async throws {
        let failure = try await Self.failure(tags: [key: "Not One Of Ours"])
        #expect(failure?.reason.hasPrefix("the tag \(key) of i-1 is 'Not One Of Ours'; it must be ") == true)
    }

    @Test("An instance that is gone may carry anything")
    func terminated() async throws {
        #expect(try await Self.failure(tags: [TagKey.fleet: "Not One Of Ours"], state: "terminated") == nil)
    }

    @Test("A receipt that can't be read is left in the tags for the planner, which runs nothing over it")
    func receipt() async throws {
        #expect(try await Self.failure(tags: ["tend:command/report": "yes"]) == nil)
    }

    @Test("A hold that can't be read is never taken for no hold")
    func hold() async throws {
        let failure = try await Self.failure(parameters: ["/tend/shop/prd/hold": "{\"release\": 3}"])
        #expect(failure?.reason.hasPrefix("the parameter /tend/shop/prd/hold is not a hold of tend's (") == true)
        #expect(failure?.reason.hasSuffix("; delete it to let the environment follow git") == true)
        #expect(failure?.isTransient == false)
    }

    @Test("A parameter that names no AMI is an error")
    func parameter() async throws {
        let failure = try await Self.failure(parameters: ["/tend/shop/prd/images/web": "latest"])
        #expect(failure?.reason == "the parameter /tend/shop/prd/images/web is 'latest', not an AMI")
    }

    @Test("Parameters that aren't tend's are left alone")
    func otherParameters() async throws {
        #expect(try await Self.failure(parameters: ["/tend/shop/prd/notes/x": "?", "/tend/shop/prd": "?"]) == nil)
    }

    @Test("An AMI with the project's tag and without the others is an error: it would be built again")
    func image() async throws {
        let aws = try ScriptedAWS()
        aws.change { $0.images = [.init(id: "ami-1", name: "x", tags: [TagKey.project: "shop"])] }
        let actual = await aws.cloud().observe(ObservationScope(desired: Self.desired))
        #expect(
            actual.artifacts.failure?.reason
                == "ami-1 has the tag tend:project and no tag tend:image; add it, or remove tend:project")
    }

    @Test("What was placed as a hold is read back the same")
    func roundTrip() async throws {
        let aws = try ScriptedAWS()
        let cloud = aws.cloud()
        let hold = Hold(
            release: 3, content: ReleaseContent(images: [:], fleets: [:], commands: [:]), owner: "dev@laptop",
            reason: "quotes \" and\nlines", since: Shop.now, until: Shop.now.addingTimeInterval(3600))
        _ = try await cloud.perform(
            ActionOrder(
                id: .of("hold"), action: .placeHold(PlaceHold(environment: "prd", hold: hold)), desired: Self.desired))
        let scope = ObservationScope(desired: Self.desired)
        #expect(await cloud.observe(scope).environments["prd"]?.value?.hold == hold)
        _ = try await cloud.perform(
            ActionOrder(
                id: .of("lift"), action: .liftHold(LiftHold(environment: "prd", reason: "done")), desired: Self.desired)
        )
        #expect(await cloud.observe(scope).environments["prd"]?.value?.hold == nil)
    }

    @Test("A hold that is too large for a parameter is refused before AWS is asked")
    func largeHold() async throws {
        let aws = try ScriptedAWS()
        var launch = Shop.launch()
        launch.userData = String(repeating: "x", count: 9000)
        let content = ReleaseContent(
            images: [:], fleets: ["web": ReleasedFleet(capacity: .replicas(1), launch: launch)], commands: [:])
        let hold = Hold(
            release: 3, content: content, owner: "dev", reason: "r", since: Shop.now,
            until: Shop.now.addingTimeInterval(3600))
        let failure = await #expect(throws: ActionFailure.self) {
            try await aws.cloud().perform(
                ActionOrder(
                    id: .of("hold"), action: .placeHold(PlaceHold(environment: "prd", hold: hold)),
                    desired: Self.desired))
        }
        #expect(failure?.message == "could not hold prd at release 3")
        #expect(failure?.disposition == .stalled)
        #expect(aws.operations.isEmpty)
    }
}
