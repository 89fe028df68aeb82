import ArgumentParsing
import Daemon
import FoundationEssentials
import HTTPClient

/// `tend status`
enum Status: TendCommand {
    private static let url = Option(
        "url", "URL", "the daemon's address", default: "http://127.0.0.1:7373")
    private static let json = Flag("json", "print what the daemon answered")

    static let verb = Verb(
        "status", "ask the running daemon where things stand", options: [url], flags: [json],
        exitStatuses: [
            Verb.ExitStatus(ExitStatus.success, "every environment is as the files say, or on its way"),
            Verb.ExitStatus(ExitStatus.failure, "the daemon can't be reached"),
            Verb.ExitStatus(ExitStatus.withheld, "something is withheld, stuck or can't be read"),
            Verb.ExitStatus(ExitStatus.usage, "the command line is wrong"),
        ])

    static func run(_ arguments: ParsedArguments, _ surroundings: Surroundings) async throws -> Int32 {
        let address = try arguments.required(url)
        let client = HTTPClient()
        defer { client.shutdown() }
        let answer: HTTPResponse
        do {
            answer = try await client.send(HTTPRequest(method: "GET", url: "\(address)/api/v1/status"))
        } catch {
            throw CommandFailure(
                message:
                    "no daemon answers at \(address): \(error); start 'tend daemon', or give its address with --url")
        }
        guard answer.status == 200, let status = try? StatusCoding.decode(answer.body) else {
            throw CommandFailure(message: "what answers at \(address) is not a tend daemon (HTTP \(answer.status))")
        }
        if arguments[json] {
            surroundings.output(String(decoding: answer.body, as: UTF8.self))
        } else {
            for line in lines(status) { surroundings.say(line) }
        }
        let bad: Set = ["withheld", "stalled", "unreadable"]
        return status.environments.contains { bad.contains($0.standing) } ? ExitStatus.withheld : ExitStatus.success
    }

    private static func lines(_ status: DaemonStatus) -> [String] {
        var lines = ["\(status.project), \(Wording.commit(status.commit))"]
        lines[0] +=
            status.lastPassAt.map { ", looked at AWS at \(Wording.moment($0))" } ?? ", has not looked at AWS yet"
        if let trouble = status.trouble { lines.append("trouble: \(trouble)") }
        lines += status.problems
        var table = TextTable()
        for environment in status.environments {
            table.row(Wording.environment(environment.environment), environment.standing, environment.reason)
            if let hold = environment.hold {
                table.row("", "held", "at release \(hold.release) until \(Wording.moment(hold.until)): \(hold.reason)")
            }
        }
        return lines + table.lines(indent: "  ")
    }
}
