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
    private let reader: CommitReader
    private let settings: DaemonSettings
    private let project: ProjectName
    private let trail: AuditTrail
    private let actor: Actor
    private let board: StatusBoard
    private let log: Logger
    private var refused: CommitID?
    private var trouble: String?

    /// A watch on a branch.
    /// - Parameter project: The project that the daemon keeps. A commit that names another one is refused: what the old name
    ///   owns in AWS would be nobody's.
    public init(
        mirror: GitMirror, settings: DaemonSettings, project: ProjectName, trail: AuditTrail, actor: Actor,
        board: StatusBoard, log: Logger
    ) {
        self.mirror = mirror
        self.reader = CommitReader(mirror: mirror, path: settings.path)
        self.settings = settings
        self.project = project
        self.trail = trail
        self.actor = actor
        self.board = board
        self.log = log
    }

    /// Looks once.
    /// - Parameter current: The commit in force; `nil` right after the start.
    /// - Returns: The desired state of another commit that is now in force; `nil` when nothing changes.
    /// - Throws: When the journal can't be written.
    public func look(since current: CommitID?, at now: Date) async throws(JournalFailure) -> DesiredState? {
        let head: CommitID
        do throws(GitError) {
            head = try await mirror.fetch(branch: settings.branch)
        } catch {
            // A fetch that is stopped with the daemon is no trouble.
            if !Task.isCancelled { await tell("git: \(error)") }
            return current == nil ? await lastGood() : nil
        }
        if head == current { refused = nil }
        await tell(nil)
        guard head != current, head != refused else { return nil }
        let result: LoadResult
        do throws(GitError) {
            result = try await reader.load(head)
        } catch {
            if error.isPassing {
                await tell("commit \(head.short): \(error)")
            } else {
                try await refuse(head, error.description, at: now)
            }
            return current == nil ? await lastGood() : nil
        }
        if let desired = result.state, desired.project.name == project {
            try await follow(head, at: now)
            return desired
        }
        try await refuse(head, refusal(result), at: now)
        return current == nil ? await lastGood() : nil
    }

    private func refusal(_ result: LoadResult) -> String {
        guard let state = result.state else { return result.report.text }
        return
            "it is of the project \(state.project.name), and this daemon keeps \(project); start another daemon for it"
    }

    private func follow(_ commit: CommitID, at now: Date) async throws(JournalFailure) {
        refused = nil
        await tell(nil)
        try await decide("commit \(commit.short) is in force", commit, at: now)
        log.notice("commit in force", ["commit": commit.text])
    }

    private func refuse(_ commit: CommitID, _ why: String, at now: Date) async throws(JournalFailure) {
        refused = commit
        let what = "commit \(commit.short) is refused: \(why)"
        await tell(what)
        try await decide(what, nil, at: now)
    }

    /// The commit that an earlier daemon had in force, for a daemon that starts while the newest one can't be used.
    private func lastGood() async -> DesiredState? {
        do {
            guard let desired = try await reader.lastInForce(trail), desired.project.name == project else { return nil }
            log.warning("an earlier commit stays in force", ["commit": desired.commit?.text ?? ""])
            return desired
        } catch {
            log.error("no earlier commit can be read", ["why": "\(error)"])
            return nil
        }
    }

    /// Only a commit that is in force stands in the entry's column: that is how the next daemon finds it.
    private func decide(_ text: String, _ commit: CommitID?, at now: Date) async throws(JournalFailure) {
        try await trail.note(
            JournalNote(
                kind: .decision, environment: nil, subject: "commit", text: text, commit: commit, actor: actor, at: now)
        )
    }

    private func tell(_ trouble: String?) async {
        // What is wrong with a refused commit stays on the board until another one comes.
        if trouble == nil, refused != nil { return }
        if let trouble, trouble != self.trouble { log.error("trouble", ["what": trouble]) }
        self.trouble = trouble
        await board.report(trouble)
    }
}
