import CoreFixtures
import FoundationEssentials
import HTTPClient
import HTTPServer
import Model
import Planning
import Reconciliation
import SimulatedCloud
import Testing

@testable import Daemon

@Suite struct StatusTests {
    private static func board() async throws -> StatusBoard {
        let board = StatusBoard(project: "shop", startedAt: Shop.now)
        let failed = Shop.instance("i-1", in: "prd", receipts: ["agent": Shop.receipt("agent", .failed)])
        let desired = Shop.desired(
            [
                Shop.environment("tst", fleets: [Shop.fleet(replicas: 1)]),
                Shop.environment("prd", fleets: [Shop.fleet(replicas: 1)], commands: ["agent"]),
            ], commands: [Shop.command("agent")])
        let walk = try await DryRun.walk(
            desired,
            from: Shop.actual(
                images: Shop.amis(), [Shop.existing("prd", [failed], published: Shop.amiID())], unreadable: ["tst"]))
        await board.follow(Shop.commit, at: Shop.now)
        await board.record(walk.end.last)
        return board
    }

    private static func get(
        _ path: String, method: String = "GET", _ board: StatusBoard? = nil
    ) async throws -> HTTPResponse {
        let used = if let board { board } else { try await Self.board() }
        let server = try StatusServer(address: "127.0.0.1", port: 0, board: used)
        defer { server.stop() }
        let client = HTTPClient()
        defer { client.shutdown() }
        return try await client.send(HTTPRequest(method: method, url: "http://127.0.0.1:\(server.port)\(path)"))
    }

    @Test("The board says where each environment stands and why")
    func words() async throws {
        let status = await (try Self.board()).current
        #expect(status.environments.map(\.environment) == ["devops", "prd", "tst"])
        #expect(status.environments.map(\.standing) == ["converged", "stalled", "unreadable"])
        #expect(
            status.environments.map(\.reason)
                == ["", "command/agent: agent failed on i-1", "tst: AccessDenied on DescribeInstances"])
        #expect(status.commit == Shop.commit)
    }

    @Test("The status comes as JSON that 'tend status' reads")
    func json() async throws {
        let board = try await Self.board()
        let answer = try await Self.get("/api/v1/status", board)
        #expect(answer.status == 200)
        #expect(answer.headers["Content-Type"] == "application/json")
        #expect(answer.headers["Cache-Control"] == "no-store")
        let text = String(decoding: answer.body, as: UTF8.self)
        #expect(text.contains("\"format\" : \"tend.status/1\""))
        #expect(text.contains("\"startedAt\" : \"2027-01-15T08:00:00Z\""))
        #expect(!text.unicodeScalars.contains { $0.value >= 0x1F000 })
        #expect(try StatusCoding.decode(answer.body) == (await board.current))
    }

    @Test("A board that knows nothing yet answers too")
    func empty() async throws {
        let answer = try await Self.get("/api/v1/status", StatusBoard(project: "shop", startedAt: Shop.now))
        let status = try StatusCoding.decode(answer.body)
        #expect(status.lastPassAt == nil)
        #expect(status.environments == [])
    }

    @Test("The health page says ok")
    func health() async throws {
        let answer = try await Self.get("/healthz")
        #expect(answer.status == 200)
        #expect(String(decoding: answer.body, as: UTF8.self) == "ok\n")
    }

    @Test("HEAD gets what GET gets, without the body")
    func head() async throws {
        let answer = try await Self.get("/healthz", method: "HEAD")
        #expect(answer.status == 200)
        #expect(answer.body == [])
    }

    @Test(
        "Another path is 404 and says what there is", arguments: ["/", "/api/v1/status/", "/healthz2", "/%2e%2e/etc"])
    func unknownPath(path: String) async throws {
        let answer = try await Self.get(path)
        #expect(answer.status == 404)
        #expect(String(decoding: answer.body, as: UTF8.self) == "there is /healthz and /api/v1/status\n")
    }

    @Test("It reads only: every other method is 405", arguments: ["POST", "PUT", "DELETE", "PATCH"])
    func method(method: String) async throws {
        let answer = try await Self.get("/api/v1/status", method: method)
        #expect(answer.status == 405)
        #expect(answer.headers["Allow"] == "GET, HEAD")
    }

    @Test("What answers and isn't a status is an error", arguments: ["", "{}", "[]", "<html>"])
    func notAStatus(text: String) {
        #expect(throws: (any Error).self) { try StatusCoding.decode(Array(text.utf8)) }
    }
}
