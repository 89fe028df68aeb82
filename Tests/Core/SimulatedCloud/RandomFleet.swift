import CoreFixtures
import FoundationEssentials
import Model
import Planning

/// A fleet in a random state, and what git wants of it, one wish after the other.
struct RandomFleet {
    /// What git says, each for so many looks; the last one for good.
    var wishes: [(desired: DesiredState, looks: Int)]
    var observed: ActualState

    init(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        wishes = (0..<Int.random(in: 1...3, using: &generator)).map { _ in
            (Self.wish(&generator), Int.random(in: 1...6, using: &generator))
        }
        let instances = (0..<Int.random(in: 0...10, using: &generator)).map { Self.instance($0 + 1, &generator) }
        observed = Shop.actual(
            images: Self.versions.flatMap { Shop.amis($0) }, [Shop.existing("prd", instances, published: "ami-app142")])
    }

    private static let versions: [ImageVersion] = ["1.3.0", "1.4.2", "1.5.0"]

    private static func wish(_ generator: inout SeededGenerator) -> DesiredState {
        let batch: Amount =
            Bool.random(using: &generator)
            ? .count(Int.random(in: 1...4, using: &generator)) : .percent(Int.random(in: 10...100, using: &generator))
        let fleet = Shop.fleet(
            replicas: Int.random(in: 0...8, using: &generator),
            strategy: Int.random(in: 0...3, using: &generator) == 0 ? .allAtOnce : .rolling, batch: batch,
            instanceType: Bool.random(using: &generator) ? "t3.micro" : "t3.small")
        let version = versions.randomElement(using: &generator) ?? "1.4.2"
        return Shop.desired(
            [Shop.environment("prd", version: version, fleets: [fleet])], images: [Shop.image(version: version)],
            limits: Limits(terminationsMax: 1000, terminationsPercent: 100, sandboxesMax: 1, sandboxLongest: 1))
    }

    /// Instances that need a person (impaired, in an unknown state) run a version that nobody wants any more: with a wanted
    /// one a rollout rightly stops.
    private static func instance(_ number: Int, _ generator: inout SeededGenerator) -> Instance {
        let version = ((versions + ["1.0.0"]).randomElement(using: &generator) ?? "1.0.0")
        let states: [InstanceState] = [
            .running, .running, .running, .running, .pending, .stopping, .stopped, .shuttingDown, .terminated, .unknown,
        ]
        let isUnwanted = version == "1.0.0"
        let state = states.dropLast(isUnwanted ? 0 : 1).randomElement(using: &generator) ?? .running
        let checks: [StatusChecks] = [.passed, .passed, .passed, .initializing, .impaired]
        let check = checks.dropLast(isUnwanted ? 0 : 1).randomElement(using: &generator) ?? .passed
        let isStarting = state == .pending || check == .initializing
        return Shop.instance(
            InstanceID(stringLiteral: "i-\(number)"), in: "prd", version: version, state: state, checks: check,
            age: Double.random(in: isStarting ? 0...100 : 0...100_000, using: &generator),
            instanceType: Bool.random(using: &generator) ? "t3.micro" : "t3.small")
    }
}
