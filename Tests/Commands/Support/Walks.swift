import CoreFixtures
import FoundationEssentials
import Model
import SimulatedCloud

/// Plans to print: each shows one thing that a person must be able to read in it.
enum Walks {
    private static let commands = [
        Shop.command("install-agent"), Shop.command("report-disk", after: ["install-agent"]),
    ]

    /// Nothing exists: an image to build, three environments, commands, a sandbox with a stack.
    static func changes() async throws -> DryRun {
        let listed: [CommandName] = ["install-agent", "report-disk"]
        return try await walk(
            Shop.desired(
                [
                    Shop.environment("tst", fleets: [Shop.fleet(replicas: 1, strategy: .allAtOnce)], commands: listed),
                    Shop.environment("prd", fleets: [Shop.fleet(replicas: 2)], commands: listed),
                    Shop.environment("sbx-101", fleets: [Shop.fleet(replicas: 1)], stack: Shop.stack()),
                ], commands: commands),
            Shop.actual([Shop.existing("tst"), Shop.existing("prd"), Shop.existing("sbx-101")]))
    }

    /// Everything is as the files say.
    static func nothing() async throws -> DryRun {
        try await walk(
            Shop.desired([Shop.environment("prd", fleets: [Shop.fleet(replicas: 2)])]),
            Shop.actual(
                images: Shop.amis(), [Shop.existing("prd", Shop.instances(1...2, in: "prd"), published: Shop.amiID())]))
    }

    /// Everything is there and one instance is still booting.
    static func waiting() async throws -> DryRun {
        let booting = Shop.instance("i-2", in: "prd", state: .pending, checks: .unknown, agent: .absent, age: 5)
        return try await walk(
            Shop.desired([Shop.environment("prd", fleets: [Shop.fleet(replicas: 2)])]),
            Shop.actual(
                images: Shop.amis(),
                [Shop.existing("prd", Shop.instances(1...1, in: "prd") + [booting], published: Shop.amiID())]))
    }

    /// More instances would go than the caps allow.
    static func withheld() async throws -> DryRun {
        try await walk(
            Shop.desired([Shop.environment("prd", fleets: [Shop.fleet(replicas: 1)])]),
            Shop.actual(
                images: Shop.amis(), [Shop.existing("prd", Shop.instances(1...8, in: "prd"), published: Shop.amiID())]))
    }

    /// A command failed on an instance.
    static func stuck() async throws -> DryRun {
        let failed = Shop.instance(
            "i-1", in: "prd", receipts: ["install-agent": Shop.receipt("install-agent", .failed)])
        return try await walk(
            Shop.desired(
                [Shop.environment("prd", fleets: [Shop.fleet(replicas: 1)], commands: ["install-agent"])],
                commands: commands),
            Shop.actual(images: Shop.amis(), [Shop.existing("prd", [failed], published: Shop.amiID())]))
    }

    /// One environment can't be read, another has something to do.
    static func unreadable() async throws -> DryRun {
        try await walk(
            Shop.desired([
                Shop.environment("tst", fleets: [Shop.fleet(replicas: 1)]),
                Shop.environment("prd", fleets: [Shop.fleet(replicas: 2)]),
            ]),
            Shop.actual(images: Shop.amis(), [Shop.existing("tst")], unreadable: ["prd"]))
    }

    /// An environment is held at a release while the files say something newer.
    static func held() async throws -> DryRun {
        let content = ReleaseContent(
            images: ["web": ReleasedImage(version: "1.4.2", ami: Shop.amiID())],
            fleets: ["web": ReleasedFleet(capacity: .replicas(2), launch: Shop.launch())], commands: [:])
        let hold = Hold(
            release: 3, content: content, owner: "dev@laptop", reason: "checkout is down",
            since: Shop.now.addingTimeInterval(-3600), until: Shop.now.addingTimeInterval(86_400))
        return try await walk(
            Shop.desired(
                [Shop.environment("prd", version: "1.5.0", fleets: [Shop.fleet(replicas: 2)])],
                images: [Shop.image(version: "1.5.0")]),
            Shop.actual(
                images: Shop.amis("1.4.2") + Shop.amis("1.5.0"),
                [
                    Shop.existing("prd", Shop.instances(1...2, in: "prd"), published: Shop.amiID(), hold: hold)
                ]))
    }

    private static func walk(_ desired: DesiredState, _ actual: ActualState) async throws -> DryRun {
        try await DryRun.walk(desired, from: actual)
    }
}
