import AuditTrail
import DesiredState
import FoundationEssentials
import GitSource
import Model
import Reconciliation

/// Reads commits of the followed branch, and finds the one that was last in force: the record of that is the audit trail.
public struct CommitReader: Sendable {
    private let mirror: GitMirror
    private let path: String

    /// A reader of the desired state in a folder of a mirror's commits.
    public init(mirror: GitMirror, path: String) {
        self.mirror = mirror
        self.path = path
    }

    /// What a commit's files say, or what is wrong with them.
    public func load(_ commit: CommitID) async throws(GitError) -> LoadResult {
        let tree = try await mirror.repository.tree(at: commit, below: path)
        let sandboxes = tree.entries.keys.filter { $0.hasPrefix("environments/sbx-") }.sorted()
        let touched = try await mirror.repository.touched(sandboxes, below: path, at: commit)
        return DesiredStateLoader.load(tree, commit: commit, touched: touched)
    }

    /// What was last in force, for a daemon that starts while the newest commit can't be used.
    /// - Returns: `nil` when none was, or when none can be read any more.
    /// - Throws: `AuditTrailError` when the trail can't be read.
    public func lastInForce(_ trail: AuditTrail) async throws -> DesiredState? {
        let decisions = try await trail.entries(
            matching: EntryFilter(kinds: [EntryKind(JournalNote.Kind.decision)], limit: 1000))
        for decision in decisions.reversed() {
            guard let commit = decision.commit.flatMap(CommitID.init) else { continue }
            do throws(GitError) {
                if let desired = try await load(commit).state { return desired }
            } catch {
                // A commit that git no longer has doesn't hide an older one that it has.
                continue
            }
        }
        return nil
    }
}
