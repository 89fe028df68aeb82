import FoundationEssentials
import Model

/// What a commit says about itself. The author is whoever the commit claims; only a signature proves it.
public struct CommitFacts: Sendable, Hashable {
    /// The commit.
    public var id: CommitID
    /// The author's name and address: `Ada <ada@example.com>`.
    public var author: String
    /// When it was committed.
    public var committedAt: Date
    /// The first line of its message.
    public var subject: String

    /// Facts from their parts.
    public init(id: CommitID, author: String, committedAt: Date, subject: String) {
        self.id = id
        self.author = author
        self.committedAt = committedAt
        self.subject = subject
    }
}
