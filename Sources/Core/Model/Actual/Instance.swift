import FoundationEssentials

/// An EC2 instance with tend's tags.
public struct Instance: Hashable, Codable, Sendable {
    /// Its id.
    public var id: InstanceID
    /// Where it is in its life.
    public var state: InstanceState
    /// When it was launched.
    public var launchedAt: Date
    /// The AMI it was launched from.
    public var ami: AMIID
    /// Such as `t3.small`.
    public var instanceType: String
    /// The fleet it belongs to, by its tag; `nil` for an instance that no fleet claims.
    public var fleet: FleetName?
    /// The version of its image, by its tag.
    public var version: ImageVersion?
    /// The settings it was launched with, by its tag.
    public var launch: ContentDigest?
    /// EC2's status checks.
    public var statusChecks: StatusChecks
    /// Its SSM agent.
    public var agent: AgentStatus
    /// The commands it has had, by its tags.
    public var receipts: [CommandName: CommandReceipt]
    /// All its tags.
    public var tags: [String: String]

    /// An instance from its parts.
    public init(
        id: InstanceID, state: InstanceState, launchedAt: Date, ami: AMIID, instanceType: String,
        fleet: FleetName? = nil, version: ImageVersion? = nil, launch: ContentDigest? = nil,
        statusChecks: StatusChecks = .unknown, agent: AgentStatus = .absent,
        receipts: [CommandName: CommandReceipt] = [:], tags: [String: String] = [:]
    ) {
        self.id = id
        self.state = state
        self.launchedAt = launchedAt
        self.ami = ami
        self.instanceType = instanceType
        self.fleet = fleet
        self.version = version
        self.launch = launch
        self.statusChecks = statusChecks
        self.agent = agent
        self.receipts = receipts
        self.tags = tags
    }
}

/// Where an instance is in its life, with EC2's words.
public enum InstanceState: String, Hashable, Codable, Sendable {
    /// Being launched or started.
    case pending
    /// Running.
    case running
    /// Being stopped.
    case stopping
    /// Stopped; can be started again.
    case stopped
    /// Being terminated.
    case shuttingDown = "shutting-down"
    /// Gone; EC2 shows it for about an hour.
    case terminated
    /// A word that this version doesn't know; nothing is done to such an instance.
    case unknown

    /// Whether the instance is going or gone.
    public var isEnding: Bool { self == .shuttingDown || self == .terminated }
}

/// What EC2's system and instance status checks say.
public enum StatusChecks: String, Hashable, Codable, Sendable {
    /// Both passed.
    case passed
    /// Not decided yet.
    case initializing
    /// One failed.
    case impaired
    /// Not known, as for an instance that isn't running.
    case unknown
}

/// What SSM knows of an instance's agent.
public enum AgentStatus: String, Hashable, Codable, Sendable {
    /// It answered lately; commands reach it.
    case online
    /// It answered once and doesn't now.
    case offline
    /// It never registered.
    case absent
}
