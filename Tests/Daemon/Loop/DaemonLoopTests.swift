import AuditTrail
import CoreFixtures
import FoundationEssentials
import Model
import Reconciliation
import SimulatedCloud
import Testing

@testable import Daemon

@Suite struct DaemonLoopTests {
    private static func cloud() -> SimulatedCloud { SimulatedCloud(Shop.actual([Shop.existing("prd")])) }

    private static func running(_ cloud: SimulatedCloud, _ desired: DesiredState) async -> Int {
        let seen = await cloud.observe(ObservationScope(desired: desired))
        return seen.environments["prd"]?.value?.instances.count { $0.state == .running } ?? -1
    }

    private static let anything = Shop.desired([])

    @Test("A commit is followed to the end, and the next one too", .timeLimit(.minutes(3)))
    func follows() async throws {
        let repository = try await Repository()
        let cloud = Self.cloud()
        let daemon = try await RunningDaemon(repository, cloud)
        let first = try #require(CommitID(try await repository.git("rev-parse", "HEAD")))
        try await daemon.wait(for: first, release: 1)
        #expect(await Self.running(cloud, Self.anything) == 1)
        let second = try await repository.commit(replicas: 3)
        try await daemon.wait(for: second, release: 2)
        #expect(await Self.running(cloud, Self.anything) == 3)
        try await daemon.stop()
        #expect(
            try await daemon.decisions() == ["commit \(first.short) is in force", "commit \(second.short) is in force"])
        #expect(try await daemon.trail.latestRelease(of: "prd")?.commit == second)
        #expect(try await daemon.trail.verify().isWhole)
    }

    @Test("An invalid commit is refused once and changes nothing; a later one is followed", .timeLimit(.minutes(3)))
    func refuses() async throws {
        let repository = try await Repository()
        let cloud = Self.cloud()
        let daemon = try await RunningDaemon(repository, cloud)
        let first = try #require(CommitID(try await repository.git("rev-parse", "HEAD")))
        try await daemon.wait(for: first, release: 1)

        try repository.write("environments/prd.yaml", "images: { web: 1.0.0 }\nfleets: { web: { replcas: 3 } }\n")
        let bad = try await repository.commit("a slip")
        try await daemon.wait("the refusal") { $0.trouble?.hasPrefix("commit \(bad.short) is refused: ") == true }
        // Passes go on with the last good commit, and the refusal isn't told again.
        let seen = await daemon.board.current.lastPassAt
        try await daemon.wait("two more passes") {
            ($0.lastPassAt ?? Shop.now) > (seen ?? Shop.now).addingTimeInterval(180)
        }
        #expect(await daemon.board.current.commit == first)
        #expect(await Self.running(cloud, Self.anything) == 1)
        #expect(try await daemon.decisions().count { $0.hasPrefix("commit \(bad.short) is refused: ") } == 1)
        #expect(daemon.log.all.count { $0.contains("is refused") } == 1)
        #expect(try await daemon.decisions().last?.contains("did you mean 'replicas'?") == true)

        let good = try await repository.commit(replicas: 2)
        try await daemon.wait(for: good, release: 2)
        #expect(await daemon.board.current.trouble == nil)
        try await daemon.stop()
    }

    @Test("A branch that goes back to the commit in force clears the refusal", .timeLimit(.minutes(3)))
    func goesBack() async throws {
        let repository = try await Repository()
        let daemon = try await RunningDaemon(repository, Self.cloud())
        let first = try #require(CommitID(try await repository.git("rev-parse", "HEAD")))
        try await daemon.wait(for: first, release: 1)
        try repository.write("environments/prd.yaml", "nonsense\n")
        try await repository.commit("a slip")
        try await daemon.wait("the refusal") { $0.trouble != nil }
        try await repository.git("reset", "--quiet", "--hard", first.text)
        try await daemon.wait("no trouble") { $0.trouble == nil }
        try await daemon.stop()
    }

    @Test(
        "A commit that names another project is refused: what the old name owns would be nobody's",
        .timeLimit(.minutes(3)))
    func otherProject() async throws {
        let repository = try await Repository()
        let daemon = try await RunningDaemon(repository, Self.cloud())
        let first = try #require(CommitID(try await repository.git("rev-parse", "HEAD")))
        try await daemon.wait(for: first, release: 1)
        try repository.write("tend.yaml", Repository.project("store"))
        let renamed = try await repository.commit("another name")
        try await daemon.wait("the refusal") {
            $0.trouble
                == "commit \(renamed.short) is refused: it is of the project store, and this daemon keeps shop; start another "
                + "daemon for it"
        }
        #expect(await daemon.board.current.commit == first)
        try await daemon.stop()
    }

    @Test(
        "When git is away the last good commit stays in force, and the trouble goes when it is back",
        .timeLimit(.minutes(3)))
    func gitAway() async throws {
        let repository = try await Repository()
        let cloud = Self.cloud()
        let daemon = try await RunningDaemon(repository, cloud)
        let first = try #require(CommitID(try await repository.git("rev-parse", "HEAD")))
        try await daemon.wait(for: first, release: 1)
        try repository.move(away: true)
        try await daemon.wait("the trouble") {
            $0.trouble?.hasPrefix("git: can't fetch from \(repository.work): ") == true
        }
        let seen = await daemon.board.current.lastPassAt
        try await daemon.wait("another pass") { ($0.lastPassAt ?? Shop.now) > (seen ?? Shop.now) }
        #expect(await daemon.board.current.commit == first)
        #expect(await daemon.board.current.environments.contains(where: \.isConvergedProduction))
        try repository.move(away: false)
        try await daemon.wait("no trouble") { $0.trouble == nil }
        try await daemon.stop()
    }

    @Test(
        "After a restart the last good commit is in force, with git away or the newest commit refused",
        .timeLimit(.minutes(3)))
    func restart() async throws {
        let repository = try await Repository()
        let cloud = Self.cloud()
        let first = try #require(CommitID(try await repository.git("rev-parse", "HEAD")))
        let before = try await RunningDaemon(repository, cloud)
        try await before.wait(for: first, release: 1)
        try await before.stop()

        try repository.move(away: true)
        let away = try await RunningDaemon(repository, cloud)
        try await away.wait(for: first, release: 1)
        #expect(await away.board.current.trouble?.hasPrefix("git: ") == true)
        try await away.stop()
        try repository.move(away: false)

        try repository.write("environments/prd.yaml", "nonsense\n")
        let bad = try await repository.commit("a slip")
        let refusing = try await RunningDaemon(repository, cloud)
        try await refusing.wait(for: first, release: 1)
        #expect(await refusing.board.current.trouble?.hasPrefix("commit \(bad.short) is refused: ") == true)
        try await refusing.stop()
        #expect(refusing.log.all.contains { $0.contains("an earlier commit stays in force") })
    }

    @Test("A daemon that never saw a valid commit waits and does nothing", .timeLimit(.minutes(3)))
    func nothingYet() async throws {
        let repository = try await Repository()
        try repository.write("tend.yaml", "project: [\n")
        try await repository.commit("broken from the start")
        let cloud = Self.cloud()
        let daemon = try await RunningDaemon(repository, cloud)
        try await daemon.wait("the refusal") { $0.trouble?.contains("is refused") == true }
        #expect(await daemon.board.current.lastPassAt == nil)
        let good = try #require(
            try await {
                try repository.write("tend.yaml", Repository.project("shop"))
                return try await repository.commit("mended")
            }())
        try await daemon.wait(for: good, release: 1)
        try await daemon.stop()
    }

    @Test("A daemon that is told to stop ends, and says so", .timeLimit(.minutes(3)))
    func stops() async throws {
        let repository = try await Repository()
        let daemon = try await RunningDaemon(repository, Self.cloud())
        try await daemon.wait("a pass") { $0.lastPassAt != nil }
        try await daemon.stop()
        #expect(daemon.log.all.last?.contains("stopped") == true)
        #expect(!daemon.log.all.contains { $0.contains("trouble") })
        #expect(try await daemon.trail.openIntents() == [])
    }
}
