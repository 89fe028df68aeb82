/// Tell an environment to stay at a release.
public struct PlaceHold: Hashable, Codable, Sendable {
    /// The environment.
    public var environment: EnvironmentName
    /// The hold.
    public var hold: Hold

    /// A placement from its parts.
    public init(environment: EnvironmentName, hold: Hold) {
        self.environment = environment
        self.hold = hold
    }
}

/// Let an environment follow git again.
public struct LiftHold: Hashable, Codable, Sendable {
    /// The environment.
    public var environment: EnvironmentName
    /// Why.
    public var reason: String

    /// A lifting from its parts.
    public init(environment: EnvironmentName, reason: String) {
        self.environment = environment
        self.reason = reason
    }
}
