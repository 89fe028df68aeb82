import CoreFixtures
import FoundationEssentials
import Model
import Planning
import Testing

@Suite struct DeterminismTests {
    private let commands = [Shop.command("install-agent"), Shop.command("report-disk"), Shop.command("smoke-test")]

    /// A world in which every part of the planner has something to say.
    private func world<Generator: RandomNumberGenerator>(
        _ generator: inout Generator
    ) -> (DesiredState, ActualState) {
        let fleets = (1...5).map { Shop.fleet(FleetName(stringLiteral: "fleet-\($0)"), replicas: 2, batch: .count(1)) }
        let names: [EnvironmentName] = ["prd", "tst", "sbx-1", "sbx-2"]
        let environments = names.map {
            Shop.environment($0, fleets: fleets.shuffled(using: &generator), commands: commands.map(\.name))
        }
        let existing = (names + ["sbx-8", "sbx-9"]).shuffled(using: &generator).map { name in
            let instances = (1...14).map { number in
                Shop.instance(
                    InstanceID(stringLiteral: "i-\(number)"), in: name,
                    fleet: FleetName(stringLiteral: "fleet-\(number % 7)"),
                    version: number % 3 == 0 ? "1.4.2" : "1.3.0", state: number % 5 == 0 ? .stopped : .running,
                    agent: number % 4 == 0 ? .offline : .online, age: 100,
                    receipts: number % 6 == 0
                        ? ["install-agent": Shop.receipt("install-agent", .started, action: "action \(number)")]
                        : number % 6 == 1 ? ["report-disk": Shop.receipt("report-disk", .failed)] : [:])
            }
            return Shop.existing(name, instances.shuffled(using: &generator))
        }
        let images = (Shop.amis() + Shop.amis("1.3.0") + [Shop.ami(id: "ami-twin")]).shuffled(using: &generator)
        return (
            Shop.desired(environments, commands: commands.shuffled(using: &generator)),
            Shop.actual(images: images, existing)
        )
    }

    @Test("the same input gives the same plan, in whatever order its parts were found")
    func sameInput() {
        var generator = SystemRandomNumberGenerator()
        let (desired, actual) = world(&generator)
        let expected = Planner.plan(desired, actual, at: Shop.now)
        #expect(expected.lines.count > 20)
        for _ in 0..<50 {
            // A dictionary built anew has an order of its own.
            let (desired, actual) = world(&generator)
            #expect(Planner.plan(desired, actual, at: Shop.now) == expected)
        }
    }

    @Test("at another moment the digest is the same and every action has another id")
    func otherMoment() {
        var generator = SystemRandomNumberGenerator()
        let (desired, actual) = world(&generator)
        let first = Planner.plan(desired, actual, at: Shop.now)
        let second = Planner.plan(desired, actual, at: Shop.now.addingTimeInterval(0.001))
        #expect(first.digest == second.digest)
        let ids = [first, second].map { $0.environments.flatMap { $0.actions.map(\.id) } }
        #expect(Set(ids[0]).count == ids[0].count)
        #expect(Set(ids[0]).isDisjoint(with: ids[1]))
    }

    @Test("the digest covers what the lines leave out", arguments: ["user data", "script", "stack", "inputs"])
    func digestCoversContent(_ part: String) {
        var fleet = Shop.fleet(replicas: 1)
        var command = Shop.command("report-disk")
        var stack = Shop.stack()
        var image = Shop.image()
        let isBuilt = part != "inputs"
        let plan = {
            Planner.plan(
                Shop.desired(
                    [
                        Shop.environment("prd", fleets: [fleet], commands: ["report-disk"]),
                        Shop.environment("sbx-1", version: nil, stack: stack),
                    ], images: [image], commands: [command]),
                Shop.actual(
                    images: isBuilt ? Shop.amis() : [],
                    [Shop.existing("prd", [Shop.instance("i-1", in: "prd", fleet: nil)]), Shop.existing("sbx-1")]),
                at: Shop.now)
        }
        let before = plan()
        switch part {
        case "user data": fleet.launch.userData = "#!/bin/sh\nreboot\n"
        case "script": command = Shop.command("report-disk", content: "rm -rf /")
        case "stack": stack = Shop.stack("another template")
        default: image = Shop.image(inputs: "other inputs")
        }
        let after = plan()
        #expect(before.lines == after.lines)
        #expect(before.digest != after.digest)
    }

    @Test("the digest covers the account, and nothing that isn't done")
    func digestCoversAccount() {
        var desired = Shop.desired([Shop.environment("prd", fleets: [Shop.fleet(replicas: 1)])])
        let actual = Shop.actual(images: Shop.amis(), [Shop.existing("prd")])
        let before = Planner.plan(desired, actual, at: Shop.now)
        desired.commit = nil
        #expect(Planner.plan(desired, actual, at: Shop.now).digest == before.digest)
        desired.project.classes["prd"]?.account = Shop.testAccount
        #expect(Planner.plan(desired, actual, at: Shop.now).digest != before.digest)
    }

    @Test("launch settings have the same digest in whatever order their tags and ids were written")
    func launchDigests() {
        let one = LaunchSettings(
            image: "web", subnets: .ids(["subnet-b", "subnet-a"]), securityGroups: .tags(["a": "1", "b": "2"]),
            tags: ["x": "1", "y": "2"])
        let other = LaunchSettings(
            image: "web", subnets: .ids(["subnet-a", "subnet-b"]), securityGroups: .tags(["b": "2", "a": "1"]),
            tags: ["y": "2", "x": "1"])
        #expect(one.digest == other.digest)
        #expect(
            LaunchSettings(image: "web", subnets: .tags(["a": "1,b=2"])).digest
                != LaunchSettings(image: "web", subnets: .tags(["a": "1", "b": "2"])).digest)
        #expect(
            LaunchSettings(image: "web", subnets: .ids(["a,b"])).digest
                != LaunchSettings(image: "web", subnets: .ids(["a", "b"])).digest)
    }
}
