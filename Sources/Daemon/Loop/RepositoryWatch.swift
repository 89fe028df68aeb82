import AuditTrail
import DesiredState
import FoundationEssentials
import GitSource
import Logging
import Model
import Reconciliation

/// Looks at a branch and gives out its desired state when that has changed and is valid.
///
/// An invalid commit changes nothing: the last good one stays in force, and what is wrong is told once. When git can't be
/// reached, the last good commit stays in force too.
public actor RepositoryWatch {
    private let mirror: GitMirror
    private let settings: DaemonSettings
    private let trail: AuditTrail
    private let actor: Actor
    private let board: StatusBoard
    private let log: Logger
    private var refused: CommitID?
    private var trouble: String?

    /// A watch on a branch.
    public init(
        mirror: GitMirror, settings: DaemonSettings, trail: AuditTrail, actor: Actor, board: StatusBoard, log: Logger
    ) {
        self.mirror = mirror
        self.settings = settings
        self.trail = trail
        self.actor = actor
        self.board = board
        self.log = log
    }

    /// Looks once.
    /// - Parameter current: The commit in force; `nil` right after the start.
    /// - Returns: The desired state of another commit that is now in force; `nil` when nothing changes.
    /// - Throws: When the journal can't be written.
    func look(since current: CommitID?, at now: Date) async throws(JournalFailure) -> DesiredState? {
        let head: CommitID
        do throws(GitError) {
            head = try await mirror.fetch(branch: settings.branch)
        } catch {
            await tell("git: \(error)")
            return current == nil ? try await lastGood(at: now) : nil
        }
        await tell(nil)
        guard head != current, head != refused else { return nil }
        do {
            let result = try await load(head)
            if let desired = result.state {
                refused = nil
                try await decide("commit \(head.short) is in force", head, at: now)
                log.notice("commit in force", ["commit": head.text])
                return desired
            }
            try await refuse(head, result.report.text, at: now)
        } catch let error as GitError {
            try await refuse(head, error.description, at: now)
        } catch let error as JournalFailure {
            throw error
        } catch {
            await tell("commit \(head.short): \(error)")
        }
        return current == nil ? try await lastGood(at: now) : nil
    }

    private func load(_ commit: CommitID) async throws -> LoadResult {
        let tree = try await mirror.repository.tree(at: commit, below: settings.path)
        let sandboxes = tree.entries.keys.filter { $0.hasPrefix("environments/sbx-") }.sorted()
        let touched = try await mirror.repository.touched(sandboxes, below: settings.path, at: commit)
        return DesiredStateLoader.load(tree, commit: commit, touched: touched)
    }

    private func refuse(_ commit: CommitID, _ why: String, at now: Date) async throws(JournalFailure) {
        refused = commit
        log.error("commit refused", ["commit": commit.text, "why": why])
        await tell("commit \(commit.short) is refused: \(why)")
        try await decide("commit \(commit.short) is refused: \(why)", nil, at: now)
    }

    /// The commit that an earlier daemon had in force, for a daemon that starts while the newest one can't be used.
    private func lastGood(at now: Date) async throws(JournalFailure) -> DesiredState? {
        do {
            let decisions = try await trail.entries(matching: EntryFilter(kinds: [EntryKind(.decision)], limit: 1000))
            for decision in decisions.reversed() {
                guard let commit = decision.commit.flatMap(CommitID.init) else { continue }
                guard let desired = try await load(commit).state else { continue }
                log.warning("an earlier commit stays in force", ["commit": commit.text])
                return desired
            }
        } catch {
            log.error("no earlier commit can be read", ["why": "\(error)"])
        }
        return nil
    }

    private func decide(_ text: String, _ commit: CommitID?, at now: Date) async throws(JournalFailure) {
        try await trail.note(
            JournalNote(
                kind: .decision, environment: nil, subject: "commit", text: text, commit: commit, actor: actor, at: now))
    }

    private func tell(_ trouble: String?) async {
        if let trouble, trouble != self.trouble { log.error("trouble", ["what": trouble]) }
        // What is wrong with a refused commit stays on the board until another one comes.
        if trouble == nil, refused != nil { return }
        self.trouble = trouble
        await board.report(trouble)
    }
}
