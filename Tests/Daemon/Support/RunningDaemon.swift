import AuditTrail
import CoreFixtures
import FoundationEssentials
import GitSource
import Logging
import Model
import Reconciliation
import SimulatedCloud
import Synchronization
import Testing

@testable import Daemon

/// The daemon's loop on a real repository and a real audit trail, with a simulated AWS in the place of AWS.
struct RunningDaemon {
    let board = StatusBoard(project: "shop", startedAt: Shop.now)
    let trail: AuditTrail
    let log = Lines()
    private let task: Task<Void, any Error>

    /// Starts a daemon.
    init(_ repository: Repository, _ cloud: SimulatedCloud) async throws {
        let trail = try await AuditTrail.open(path: "\(repository.state)/shop.sqlite", for: .writing)
        self.trail = trail
        let settings = DaemonSettings(
            branch: "main", path: "desired-state", gitIntervalSeconds: 30, resyncSeconds: 60)
        let log = Logger(format: .text, sink: LogSink { [log] in log.append($0) })
        let mirror = try GitMirror(address: repository.work, directory: "\(repository.state)/git")
        let actor = Actor.daemon(host: "test")
        let loop = DaemonLoop(
            settings: settings,
            repository: RepositoryWatch(
                mirror: mirror, settings: settings, project: "shop", trail: trail, actor: actor, board: board, log: log),
            clock: LoopClock(cloud: cloud), board: board, log: log
        ) { _ in
            Reconciler(
                ports: Reconciler.Ports(
                    cloud: cloud, builder: cloud, journal: trail, leases: UncontestedLeases(), clock: cloud),
                actor: actor, purpose: "test")
        }
        task = Task { try await loop.run() }
    }

    /// Stops it and waits for its end.
    func stop() async throws {
        task.cancel()
        try await task.value
    }

    /// Looks at the board until it shows something.
    func wait(_ what: String, until isSo: (DaemonStatus) async throws -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < deadline {
            if try await isSo(board.current) { return }
            try await Task.sleep(for: .milliseconds(2))
        }
        Issue.record("not within a minute: \(what); \(await board.current); \(log.all)")
    }

    /// Waits until a commit is in force and prd has so many instances.
    func wait(for commit: CommitID, release number: Int) async throws {
        try await wait("release \(number) at \(commit.short)") { status in
            guard status.commit == commit, status.environments.contains(where: \.isConvergedProduction) else {
                return false
            }
            return try await trail.latestRelease(of: "prd")?.number == number
        }
    }

    /// The texts of the decisions in the trail.
    func decisions() async throws -> [String] {
        try await trail.entries(matching: EntryFilter(kinds: [EntryKind(JournalNote.Kind.decision)])).map(\.headline)
    }

    /// Every line that was logged.
    final class Lines: Sendable {
        private let lines = Mutex<[String]>([])
        var all: [String] { lines.withLock { $0 } }
        func append(_ line: String) { lines.withLock { $0.append(line) } }
    }

    /// The simulated time, which costs a moment of the real one, so that a loop that waits doesn't spin.
    private struct LoopClock: ReconciliationClock {
        let cloud: SimulatedCloud

        func now() async -> Date { await cloud.now() }

        func sleep(seconds: Double) async throws {
            try await Task.sleep(for: .milliseconds(2))
            await cloud.sleep(seconds: seconds)
        }
    }
}

extension DaemonStatus.Environment {
    var isConvergedProduction: Bool { environment == "prd" && standing == "converged" }
}
