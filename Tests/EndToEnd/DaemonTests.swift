import FoundationEssentials
import Subprocess
import Testing

/// The daemon on a repository: what is merged happens.
@Suite struct DaemonTests {
    @Test("commits are followed, bad ones and a lost repository change nothing, a rollback stays, SIGTERM ends it")
    func daemon() async throws {
        try await World.with { world in
            let daemon = try await startDaemon(world)
            try await eventually("everything has its first release") {
                for environment in ["prd", "tst", "sbx-101"] where await releaseCount(world, environment) < 1 {
                    return false
                }
                return true
            }
            try await expectCommitIsFollowed(world)
            try await expectInvalidCommitChangesNothing(world, daemon)
            try await expectLostRepositoryChangesNothing(world)
            try await expectRollbackStays(world)
            try await expectResumeBringsGitBack(world)

            try await daemon.signal("TERM")
            let end = try await daemon.end()
            end.expect(0)
            try await world.expectWholeTrail()
            let status = try await world.tend("status", "--url", try address(world))
            status.expect(1)
            status.expect(writes: "tend: no daemon answers at http://127.0.0.1:")
        }
    }

    private func startDaemon(_ world: World) async throws -> Running {
        let daemon = world.start(
            "daemon", "--repo", world.repository, "--interval", "1s", "--resync", "1s", "--listen", "127.0.0.1:0",
            "--port-file", "\(world.directory)/port", "--log", "text")
        try await eventually("the daemon listens") { FileManager.default.fileExists(atPath: "\(world.directory)/port") }
        #expect(String(decoding: try await world.curl("\(try address(world))/healthz"), as: UTF8.self) == "ok\n")
        return daemon
    }

    private func expectCommitIsFollowed(_ world: World) async throws {
        let before = try await world.lab().alive(in: "prd").map(\.id)
        try world.replace("\"1.0.0\"", with: "\"1.1.0\"", in: "images/web/workflow_param.json")
        try world.replace("web: 1.0.0", with: "web: 1.1.0", in: "environments/prd.yaml")
        try world.remove("environments/sbx-101.yaml")
        try await world.commit("prd on 1.1.0, no sandbox")
        try await eventually("prd is on its second release") { await releaseCount(world, "prd") == 2 }
        try await eventually("the sandbox is gone") { try await status(world).standing(of: "sbx-101") == nil }

        let lab = try await world.lab()
        #expect(lab.alive(in: "prd").count == 2)
        #expect(Set(lab.alive(in: "prd").map(\.id)).isDisjoint(with: before))
        #expect(
            lab.alive(in: "prd").allSatisfy { $0.tags["tend:version"] == "1.1.0" && lab.runs(on: $0.id) == [1, 1] })
        #expect(lab.alive(in: "tst").count == 1 && lab.alive(in: "sbx-101").isEmpty)
        let stacks = try await world.python(
            "print([s['StackStatus'] for s in client('cloudformation', '333333333333').describe_stacks()['Stacks']])")
        #expect(stacks == "[]\n")

        let told = try await world.tend("status", "--url", try address(world))
        told.expect(0)
        told.expect(writes: "🏭 prd     converged")
        let document = try await status(world)
        #expect(document.format == "tend.status/1" && document.trouble == nil)
        #expect(document.environments.map(\.environment) == ["devops", "prd", "tst"])
    }

    private func expectInvalidCommitChangesNothing(_ world: World, _ daemon: Running) async throws {
        let good = try await status(world).commit
        let path = "\(world.files)/environments/tst.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try "images: {}\nfleets: {}\nreplcias: 2\n".write(toFile: path, atomically: true, encoding: .utf8)
        try await world.commit("a typing mistake")
        try await eventually("the daemon says what is wrong") {
            try await status(world).trouble?.contains("environments/tst.yaml:3:1: error: unknown key 'replcias'")
                == true
        }
        try await passes(world, 3)
        #expect(daemon.count(of: " is refused: ") == 1)
        #expect(try await status(world).commit == good)
        #expect(try await world.lab().alive(in: "tst").count == 1)
        let refusals = try await world.trail().filter {
            $0.kind == "decision" && $0.payload.text?.contains("refused") == true
        }
        #expect(refusals.count == 1)
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        try await world.commit("mended")
        try await eventually("the mended commit is in force") {
            let status = try await status(world)
            return status.trouble == nil && status.commit != good
        }
    }

    private func expectLostRepositoryChangesNothing(_ world: World) async throws {
        try FileManager.default.moveItem(atPath: world.repository, toPath: "\(world.directory)/away")
        try await eventually("git's trouble is on the board") {
            try await status(world).trouble?.hasPrefix("git: ") == true
        }
        // The daemon goes on keeping AWS as the last commit says.
        let lost = try await world.lab().alive(in: "tst").map(\.id)
        try await world.python("client('ec2', '222222222222').terminate_instances(InstanceIds=\(lost))")
        try await eventually("the instance that somebody terminated is replaced") {
            let alive = try await world.lab().alive(in: "tst").map(\.id)
            return alive.count == 1 && alive != lost
        }
        try FileManager.default.moveItem(atPath: "\(world.directory)/away", toPath: world.repository)
        try await eventually("git is back") { try await status(world).trouble == nil }
    }

    private func expectRollbackStays(_ world: World) async throws {
        let rollback = try await world.tend("rollback", "prd", "--reason", "checkout is down", "--yes")
        rollback.expect(0)
        try await eventually("the rollback is a release of its own") { await releaseCount(world, "prd") == 3 }
        try await passes(world, 4)
        let releases = try await world.releases(of: "prd")
        #expect(releases.map { $0.images["web"]?.version } == ["1.0.0", "1.1.0", "1.0.0"])
        #expect(releases.last?.restores == 1)
        let lab = try await world.lab()
        #expect(lab.alive(in: "prd").count == 2)
        #expect(lab.alive(in: "prd").allSatisfy { $0.tags["tend:version"] == "1.0.0" })
        let told = try await world.tend("status", "--url", try address(world))
        told.expect(writes: ": checkout is down")
        let further = try await world.tend("rollback", "prd", "--reason", "and further", "--yes")
        further.expect(1)
        #expect(
            further.text
                == "tend: release 3 of prd restores release 1, and nothing else came earlier; choose a release with "
                + "--to, see 'tend history prd'\n")
    }

    private func expectResumeBringsGitBack(_ world: World) async throws {
        let resume = try await world.tend("resume", "prd", "--reason", "mended")
        resume.expect(0)
        #expect(resume.standardOutputText == "prd follows git again.\n")
        try await eventually("prd is where git wants it") { await releaseCount(world, "prd") == 4 }
        let lab = try await world.lab()
        #expect(lab.alive(in: "prd").allSatisfy { $0.tags["tend:version"] == "1.1.0" })
    }

    private func passes(_ world: World, _ count: Int) async throws {
        for _ in 0..<count {
            let last = try await status(world).lastPassAt
            try await eventually("the daemon looks again") { try await status(world).lastPassAt != last }
        }
    }

    private func releaseCount(_ world: World, _ environment: String) async -> Int {
        (try? await world.releases(of: environment).count) ?? 0
    }

    private func status(_ world: World) async throws -> StatusDocument {
        try await JSONDecoder().decode(
            StatusDocument.self, from: Data(world.curl("\(try address(world))/api/v1/status")))
    }

    private func address(_ world: World) throws -> String {
        let port = try String(contentsOfFile: "\(world.directory)/port", encoding: .utf8).prefix { $0.isNumber }
        return "http://127.0.0.1:\(port)"
    }
}
