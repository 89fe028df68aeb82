import FoundationEssentials
import Logging
import Model
import Reconciliation

/// Follows a branch: looks at git, passes, waits, and again, until its task is cancelled.
///
/// All that it remembers may be lost: the next daemon reads git and AWS and goes on.
public struct DaemonLoop: Sendable {
    private let settings: DaemonSettings
    private let reconciler: @Sendable (Project) -> Reconciler
    private let repository: RepositoryWatch
    private let clock: any ReconciliationClock
    private let board: StatusBoard
    private let log: Logger

    /// A loop from its parts.
    /// - Parameter reconciler: Makes one for a project as the commit in force describes it: its accounts and roles may
    ///   change with a commit.
    public init(
        settings: DaemonSettings, repository: RepositoryWatch, clock: any ReconciliationClock, board: StatusBoard,
        log: Logger, reconciler: @escaping @Sendable (Project) -> Reconciler
    ) {
        self.settings = settings
        self.reconciler = reconciler
        self.repository = repository
        self.clock = clock
        self.board = board
        self.log = log
    }

    /// Goes on until the task is cancelled; actions that are under way are finished and recorded first.
    /// - Throws: When the journal can't be written. Nothing is begun after that.
    public func run() async throws {
        var memory = PassMemory()
        var desired: DesiredState?
        var nextGitLook = await clock.now()
        var nextPass = await clock.now()
        while !Task.isCancelled {
            let now = await clock.now()
            if now >= nextGitLook {
                if let newer = try await repository.look(since: desired?.commit, at: now) {
                    desired = newer
                    nextPass = now
                    if let commit = newer.commit { await board.follow(commit, at: now) }
                }
                nextGitLook = await clock.now().addingTimeInterval(settings.gitIntervalSeconds)
            }
            if let desired, now >= nextPass {
                let report = try await reconciler(desired.project).pass(desired, memory: &memory)
                await board.record(report)
                let seconds = min(report.nextLookSeconds ?? settings.resyncSeconds, settings.resyncSeconds)
                nextPass = await clock.now().addingTimeInterval(seconds)
            }
            do {
                let wake = desired == nil ? nextGitLook : min(nextGitLook, nextPass)
                try await clock.sleep(seconds: max(0, wake.timeIntervalSince(await clock.now())))
            } catch {
                break
            }
        }
        log.notice("stopped")
    }
}
