import ArgumentParsing
import AuditTrail
import FoundationEssentials
import Model

/// `tend history`
enum History: TendCommand {
    private static let json = Flag("json", "print JSON")
    private static let limit = Option("limit", "COUNT", "only the newest so many entries", default: "20")

    static let verb = Verb(
        "history", "list an environment's releases and what was done there",
        arguments: [EnvironmentArguments.argument], options: [StateDirectory.option, Trail.option, limit],
        flags: [json],
        exitStatuses: ExitStatus.plain,
        examples: [Verb.Example("tend history prd", "the releases of prd and what led to them")])

    static func run(_ arguments: ParsedArguments, _ surroundings: Surroundings) async throws -> Int32 {
        let environment = try EnvironmentArguments.named(arguments)
        let count = try arguments.integer(limit, in: 0...1_000_000) ?? 20
        let trail = try await Trail.read(arguments, surroundings)
        let releases = try await trail.releases(of: environment)
        if arguments[json] {
            surroundings.output(
                try JSONText.pretty(
                    Document(environment: environment, releases: releases.map(Document.Entry.init))))
        } else {
            let entries = count == 0 ? [] : try await trail.history(of: environment, limit: count)
            for line in HistoryText.lines(environment, releases, entries) { surroundings.say(line) }
        }
        return ExitStatus.success
    }

    private struct Document: Encodable {
        let format = "tend.history/1"
        let environment: EnvironmentName
        let releases: [Entry]

        struct Entry: Encodable {
            let number: Int
            let at: Date
            let commit: CommitID?
            let restores: Int?
            let images: [ImageName: ReleasedImage]
            let fleets: [FleetName: ReleasedFleet]
            let commands: [CommandName: ContentDigest]

            init(_ release: Release) {
                number = release.number
                at = release.at
                commit = release.commit
                restores = release.restores
                images = release.content.images
                fleets = release.content.fleets
                commands = release.content.commands
            }
        }
    }
}
