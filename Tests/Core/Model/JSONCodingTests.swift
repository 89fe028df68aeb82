import CoreFixtures
import FoundationEssentials
import Model
import Testing

@Suite struct JSONCodingTests {
    private let content = ReleaseContent(
        images: ["web": ReleasedImage(version: "1.4.2", step: "base", ami: "ami-1")],
        fleets: [
            "web": ReleasedFleet(
                capacity: .replicas(3),
                launch: LaunchSettings(
                    image: "web", instanceType: "t3.micro", subnets: .ids(["subnet-1"]),
                    securityGroups: .tags(["Name": "web"]), instanceProfile: "web", userData: "#!/bin/sh\n",
                    tags: ["role": "web"])),
            "batch": ReleasedFleet(capacity: .autoscalingGroup("prd-batch"), launch: LaunchSettings(image: "web")),
        ],
        commands: ["install-agent": .of("content")])

    @Test("a hold survives JSON")
    func hold() throws {
        try survives(
            Hold(
                release: 7, content: content, owner: "ops@laptop", reason: "demo \"quoted\" ünïcode\n", since: Shop.now,
                until: Shop.now.addingTimeInterval(3600)))
    }

    @Test("capacities and selectors are objects with one key, whatever Swift would make of them")
    func plainForms() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let text = { (value: any Encodable) in String(decoding: try encoder.encode(value), as: UTF8.self) }
        #expect(try text(FleetCapacity.replicas(2)) == #"{"replicas":2}"#)
        #expect(try text(FleetCapacity.autoscalingGroup("prd-batch")) == #"{"autoscalingGroup":"prd-batch"}"#)
        #expect(try text(ResourceSelector.ids(["subnet-1"])) == #"{"ids":["subnet-1"]}"#)
        #expect(try text(ResourceSelector.tags(["Name": "web"])) == #"{"tags":{"Name":"web"}}"#)
    }

    @Test("a release survives JSON")
    func release() throws {
        try survives(
            Release(environment: "prd", number: 3, at: Shop.now, commit: Shop.commit, content: content, restores: 1))
        try survives(Release(environment: "tst", number: 1, at: Shop.now, commit: nil, content: content))
    }

    @Test("every action survives JSON, and names its environment, subject and verb", arguments: SampleActions.all)
    func actions(_ sample: SampleActions.Sample) throws {
        try survives(sample.action)
        #expect(sample.action.environment == sample.environment)
        #expect(sample.action.subject == sample.subject)
        #expect("\(sample.action)".hasPrefix(sample.action.verb + "("))
    }

    @Test("what AWS has survives JSON, unreadable parts included")
    func actual() throws {
        let instance = Shop.instance(
            "i-1", in: "sbx-101", receipts: ["report-disk": Shop.receipt("report-disk", .started)])
        var state = Shop.actual(
            images: Shop.amis(),
            [
                Shop.existing(
                    "sbx-101", [instance], published: "ami-1", stack: Shop.madeStack(.ready, "CREATE_COMPLETE"))
            ],
            unreadable: ["prd"])
        try survives(state)
        state.artifacts = .unreadable(Shop.failure(of: "devops"))
        try survives(state)
    }

    @Test("an environment of which only a hold or terminated instances are left is gone")
    func gone() {
        let terminated = Shop.instance("i-1", in: "sbx-101", state: .terminated)
        #expect(Shop.existing("sbx-101", [terminated]).isGone)
        #expect(!Shop.existing("sbx-101", [Shop.instance("i-1", in: "sbx-101", state: .shuttingDown)]).isGone)
        #expect(!Shop.existing("sbx-101", published: "ami-1").isGone)
        #expect(!Shop.existing("sbx-101", stack: Shop.madeStack(.deleting, "DELETE_IN_PROGRESS")).isGone)
    }

    @Test("a command's target matches tags that hold all of its own")
    func targets() {
        let target = CommandTarget.tags(["role": "web", "tier": "1"])
        #expect(target.matches(["role": "web", "tier": "1", "more": "x"]))
        #expect(!target.matches(["role": "web"]))
        #expect(!target.matches(["role": "web", "tier": "2"]))
        #expect(CommandTarget.all.matches([:]))
    }

    private func survives<Value: Codable & Equatable>(
        _ value: Value, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let data = try encoder.encode(value)
        #expect(try JSONDecoder().decode(Value.self, from: data) == value, sourceLocation: sourceLocation)
        #expect(try encoder.encode(value) == data, "two encodings differ", sourceLocation: sourceLocation)
    }
}
