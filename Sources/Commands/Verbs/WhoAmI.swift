import ArgumentParsing
import Daemon
import FoundationEssentials
import LiveCloud
import Model

/// `tend whoami`
enum WhoAmI: TendCommand {
    private static let json = Flag("json", "print one JSON object")
    private static let environment = Option(
        "env", "ENVIRONMENT", "whose account to enter (otherwise devops, where tend itself lives)", default: "devops")

    static let verb = Verb(
        "whoami", "show who tend is in an environment, never a secret",
        options: [DesiredStateFiles.option, environment], flags: [json], exitStatuses: ExitStatus.plain,
        examples: [Verb.Example("tend whoami --env prd", "which role, which account")])

    static func run(_ arguments: ParsedArguments, _ surroundings: Surroundings) async throws -> Int32 {
        let desired = try await DesiredStateFiles.valid(arguments, surroundings)
        guard let name = EnvironmentName(try arguments.required(environment)) else {
            throw arguments.invalid(environment, "it must be \(EnvironmentName.rule)")
        }
        let world = try World(variables: surroundings.environment)
        let session = try await world.sessions.session(for: name.environmentClass, of: desired.project)
        let credentials = try await session.client.credentials.credentials()
        let identity = Identity(
            runtime: try Runtime.recognised(in: surroundings.environment).rawValue, environment: name,
            account: session.account, region: session.region, arn: session.arn, source: session.source,
            credentials: credentials.source, expires: credentials.expiration)
        if arguments[json] {
            surroundings.output(try JSONText.pretty(identity))
        } else {
            var table = TextTable()
            table.row("runtime", identity.runtime)
            table.row("environment", Wording.environment(name))
            table.row("account", identity.account.text)
            table.row("region", identity.region.text)
            table.row("identity", identity.arn)
            table.row("by", identity.source)
            table.row("credentials", identity.credentials)
            table.row("expires", identity.expires.map(Wording.moment) ?? "never")
            for line in table.lines() { surroundings.say(line) }
        }
        return ExitStatus.success
    }

    private struct Identity: Encodable {
        let format = "tend.whoami/1"
        let runtime: String
        let environment: EnvironmentName
        let account: AccountID
        let region: RegionName
        let arn: String
        let source: String
        let credentials: String
        let expires: Date?
    }
}
