import FoundationEssentials
import Model

/// Which entries to list. Every condition that is given must hold.
public struct EntryFilter: Hashable, Sendable {
    /// Only those of this environment.
    public var environment: EnvironmentName?
    /// Only those of these kinds; empty for all.
    public var kinds: Set<EntryKind>
    /// Only those of this action.
    public var action: ActionID?
    /// Only those at or after this time.
    public var since: Date?
    /// The newest so many of them; nil for all.
    public var limit: Int?

    /// A filter from its parts; without any, everything.
    public init(
        environment: EnvironmentName? = nil, kinds: Set<EntryKind> = [], action: ActionID? = nil, since: Date? = nil,
        limit: Int? = nil
    ) {
        self.environment = environment
        self.kinds = kinds
        self.action = action
        self.since = since
        self.limit = limit
    }
}
