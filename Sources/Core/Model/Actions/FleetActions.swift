/// Launch instances of a fleet.
public struct LaunchInstances: Hashable, Codable, Sendable {
    /// The environment.
    public var environment: EnvironmentName
    /// The fleet.
    public var fleet: FleetName
    /// How many.
    public var count: Int
    /// The version of the image they run.
    public var version: ImageVersion
    /// Its AMI.
    public var ami: AMIID
    /// How they are launched.
    public var settings: LaunchSettings
    /// The digest of the settings, which becomes a tag.
    public var launch: ContentDigest

    /// A launch from its parts.
    public init(
        environment: EnvironmentName, fleet: FleetName, count: Int, version: ImageVersion, ami: AMIID,
        settings: LaunchSettings, launch: ContentDigest
    ) {
        self.environment = environment
        self.fleet = fleet
        self.count = count
        self.version = version
        self.ami = ami
        self.settings = settings
        self.launch = launch
    }
}

/// Start instances that are stopped.
public struct StartInstances: Hashable, Codable, Sendable {
    /// The environment.
    public var environment: EnvironmentName
    /// The fleet.
    public var fleet: FleetName
    /// Which, in order; never empty.
    public var instances: [InstanceID]

    /// A start from its parts.
    public init(environment: EnvironmentName, fleet: FleetName, instances: [InstanceID]) {
        self.environment = environment
        self.fleet = fleet
        self.instances = instances
    }
}

/// Terminate instances.
public struct TerminateInstances: Hashable, Codable, Sendable {
    /// The environment.
    public var environment: EnvironmentName
    /// The fleet; `nil` when a sandbox is torn down whole.
    public var fleet: FleetName?
    /// Which, in order; never empty.
    public var instances: [InstanceID]
    /// Why they go.
    public var reason: TerminationReason

    /// A termination from its parts.
    public init(
        environment: EnvironmentName, fleet: FleetName?, instances: [InstanceID], reason: TerminationReason
    ) {
        self.environment = environment
        self.fleet = fleet
        self.instances = instances
        self.reason = reason
    }
}

/// Why instances are terminated; the caps count those that nothing replaces.
public enum TerminationReason: String, Hashable, Codable, Sendable {
    /// Newer ones take or took their place.
    case replaced
    /// The fleet is to be smaller.
    case surplus
    /// The fleet is no longer wanted.
    case fleetRemoved
    /// The sandbox is no longer wanted.
    case sandboxRemoved
}
