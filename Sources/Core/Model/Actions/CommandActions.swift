import FoundationEssentials

/// Run a command on instances, bring back what it printed, and leave a receipt on each.
public struct RunCommand: Hashable, Codable, Sendable {
    /// The environment.
    public var environment: EnvironmentName
    /// The command.
    public var command: CommandName
    /// What runs.
    public var digest: ContentDigest
    /// On which instances, in order; never empty.
    public var instances: [InstanceID]

    /// A run from its parts.
    public init(
        environment: EnvironmentName, command: CommandName, digest: ContentDigest, instances: [InstanceID]
    ) {
        self.environment = environment
        self.command = command
        self.digest = digest
        self.instances = instances
    }
}

/// Find a command whose outcome was lost, follow it to its end, and settle the receipts.
public struct FollowCommand: Hashable, Codable, Sendable {
    /// The environment.
    public var environment: EnvironmentName
    /// The command.
    public var command: CommandName
    /// What ran.
    public var digest: ContentDigest
    /// The action that sent it.
    public var sentBy: ActionID
    /// When that action said that it was about to.
    public var sentAt: Date
    /// The instances whose receipts say `started`, in order; never empty.
    public var instances: [InstanceID]

    /// A search from its parts.
    public init(
        environment: EnvironmentName, command: CommandName, digest: ContentDigest, sentBy: ActionID,
        sentAt: Date, instances: [InstanceID]
    ) {
        self.environment = environment
        self.command = command
        self.digest = digest
        self.sentBy = sentBy
        self.sentAt = sentAt
        self.instances = instances
    }
}
