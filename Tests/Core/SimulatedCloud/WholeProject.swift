import CoreFixtures
import FoundationEssentials
import Model
import SimulatedCloud

/// A project with something of everything: an image of two steps, tst, prd with a rolling fleet of two, a sandbox with a stack,
/// and two commands of which one comes after the other.
enum WholeProject {
    static let commands = [
        Shop.command("install-agent"), Shop.command("report-disk", after: ["install-agent"]),
    ]

    /// What git says.
    static func desired(version: ImageVersion = "1.4.2", withSandbox: Bool = true) -> DesiredState {
        let listed: [CommandName] = ["install-agent", "report-disk"]
        var environments = [
            Shop.environment(
                "tst", version: version, fleets: [Shop.fleet(replicas: 1, strategy: .allAtOnce)], commands: listed),
            Shop.environment(
                "prd", version: version, fleets: [Shop.fleet(replicas: 2, batch: .count(1))], commands: listed),
        ]
        if withSandbox {
            environments.append(
                Shop.environment(
                    "sbx-101", version: "1.4.2", fleets: [Shop.fleet(replicas: 1)], stack: Shop.stack()))
        }
        return Shop.desired(environments, images: [Shop.image(version: version)], commands: commands)
    }

    /// Nothing in any account.
    static let empty = Shop.actual([Shop.existing("tst"), Shop.existing("prd"), Shop.existing("sbx-101")])
}

extension DryRun {
    /// What is done, as people read it.
    var lines: [String] { steps.map { "\($0.environment): \($0.action.line)" } }
}
