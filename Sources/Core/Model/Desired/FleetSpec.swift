/// Instances that run one image: how many, how they are launched, how a new version reaches them.
public struct FleetSpec: Hashable, Sendable {
    /// The fleet's name.
    public var name: FleetName
    /// Who owns the instances.
    public var capacity: FleetCapacity
    /// How an instance is launched.
    public var launch: LaunchSettings
    /// Target groups that the instances join.
    public var targetGroups: [String]
    /// How a new version or new settings reach the fleet.
    public var rollout: RolloutSpec
    /// Where it is written.
    public var place: SourcePlace

    /// A fleet from its parts.
    public init(
        name: FleetName, capacity: FleetCapacity, launch: LaunchSettings, targetGroups: [String] = [],
        rollout: RolloutSpec = .standard, place: SourcePlace
    ) {
        self.name = name
        self.capacity = capacity
        self.launch = launch
        self.targetGroups = targetGroups
        self.rollout = rollout
        self.place = place
    }
}

/// Who launches a fleet's instances.
public enum FleetCapacity: Hashable, Codable, Sendable {
    /// tend itself, this many.
    case replicas(Int)
    /// The user's Auto Scaling group of this name.
    case autoscalingGroup(String)
}

/// How an instance is launched. An instance that was launched with other settings is out of date.
public struct LaunchSettings: Hashable, Codable, Sendable {
    /// The image that it runs.
    public var image: ImageName
    /// Such as `t3.small`; `nil` only for Auto Scaling groups, whose template says it.
    public var instanceType: String?
    /// Where it is placed; `nil` for the default VPC.
    public var subnets: ResourceSelector?
    /// Its security groups; `nil` for the default one.
    public var securityGroups: ResourceSelector?
    /// The name of its instance profile.
    public var instanceProfile: String?
    /// The text of its user data.
    public var userData: String?
    /// The user's tags on the instance, by which commands can find it.
    public var tags: [String: String]

    /// Settings from their parts.
    public init(
        image: ImageName, instanceType: String? = nil, subnets: ResourceSelector? = nil,
        securityGroups: ResourceSelector? = nil, instanceProfile: String? = nil, userData: String? = nil,
        tags: [String: String] = [:]
    ) {
        self.image = image
        self.instanceType = instanceType
        self.subnets = subnets
        self.securityGroups = securityGroups
        self.instanceProfile = instanceProfile
        self.userData = userData
        self.tags = tags
    }
}

/// Network resources, named one by one or found by tags.
public enum ResourceSelector: Hashable, Codable, Sendable {
    /// By id, such as `subnet-0abc`.
    case ids([String])
    /// By tags, all of which must match; values may have the wildcards of EC2 filters (`*`, `?`).
    case tags([String: String])
}
