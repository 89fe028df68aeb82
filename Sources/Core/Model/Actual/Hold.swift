import FoundationEssentials

/// An environment told to stay at a release. It is kept in the parameter `/tend/<project>/<env>/hold`, so that every plan
/// sees it, and always has a reason, an owner and an end.
public struct Hold: Hashable, Codable, Sendable {
    /// The release's number.
    public var release: Int
    /// What the release consists of, so that it can be kept up without the audit trail.
    public var content: ReleaseContent
    /// Who placed it.
    public var owner: String
    /// Why.
    public var reason: String
    /// Since when.
    public var since: Date
    /// Until when; afterwards the environment follows git again.
    public var until: Date

    /// A hold from its parts.
    public init(
        release: Int, content: ReleaseContent, owner: String, reason: String, since: Date, until: Date
    ) {
        self.release = release
        self.content = content
        self.owner = owner
        self.reason = reason
        self.since = since
        self.until = until
    }
}
