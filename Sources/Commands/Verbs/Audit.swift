import ArgumentParsing
import AuditTrail
import FoundationEssentials
import Model

/// `tend audit verify` and `tend audit log`
enum Audit: TendCommand {
    private static let json = Flag("json", "print JSON")
    private static let environment = Option("env", "ENVIRONMENT", "only entries of this environment")
    private static let limit = Option("limit", "COUNT", "only the newest so many", default: "50")

    static let verb = Verb(
        "audit", "look into the audit trail, and prove it whole",
        options: [StateDirectory.option, Trail.option],
        verbs: [
            Verb(
                "verify", "recompute every hash and say whether the trail is whole", flags: [json],
                exitStatuses: [
                    Verb.ExitStatus(ExitStatus.success, "the trail is whole"),
                    Verb.ExitStatus(
                        ExitStatus.failure, "it is not, or can't be read; the message names the first bad entry"),
                ]),
            Verb(
                "log", "list entries, oldest first", options: [environment, limit], flags: [json],
                exitStatuses: ExitStatus.plain),
        ])

    static func run(_ arguments: ParsedArguments, _ surroundings: Surroundings) async throws -> Int32 {
        let trail = try await Trail.read(arguments, surroundings)
        return arguments.path.last == "verify"
            ? try await verify(trail, arguments, surroundings) : try await log(trail, arguments, surroundings)
    }

    private static func verify(
        _ trail: AuditTrail, _ arguments: ParsedArguments, _ surroundings: Surroundings
    ) async throws -> Int32 {
        let verification = try await trail.verify()
        if arguments[json] {
            surroundings.output(
                try JSONText.pretty(
                    VerifyDocument(
                        whole: verification.isWhole, head: verification.head,
                        findings: verification.findings.map(\.description))))
        } else if verification.isWhole {
            surroundings.say("\(trail.path): whole, \(counted(Int(verification.head.size), "entry", "entries"))")
            surroundings.say("chain hash   \(verification.head.chainHash)")
            surroundings.say("Merkle root  \(verification.head.merkleRoot)")
        } else {
            surroundings.tell("\(trail.path): NOT whole")
            for finding in verification.findings { surroundings.tell("  \(finding)") }
            surroundings.tell("up to there, \(counted(Int(verification.head.size), "entry", "entries")) are whole")
        }
        return verification.isWhole ? ExitStatus.success : ExitStatus.failure
    }

    private static func log(
        _ trail: AuditTrail, _ arguments: ParsedArguments, _ surroundings: Surroundings
    ) async throws -> Int32 {
        let count = try arguments.integer(limit, in: 1...1_000_000) ?? 50
        let chosen = try arguments[environment].map { text in
            guard let name = EnvironmentName(text) else {
                throw arguments.invalid(environment, "that is no environment's name")
            }
            return name
        }
        let entries = try await trail.entries(matching: EntryFilter(environment: chosen, limit: count))
        if arguments[json] {
            for entry in entries { surroundings.say(entry.jsonLine) }
        } else {
            for line in EntryTable.lines(entries) { surroundings.say(line) }
        }
        return ExitStatus.success
    }

    private struct VerifyDocument: Encodable {
        let format = "tend.audit-verify/1"
        let whole: Bool
        let head: TrailHead
        let findings: [String]
    }
}
