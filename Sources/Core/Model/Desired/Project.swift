/// What `tend.yaml` says: the project and the accounts its environments live in.
public struct Project: Hashable, Sendable {
    /// The value of the tag `tend:project` on all that tend owns.
    public var name: ProjectName
    /// The region of every environment that doesn't name another.
    public var region: RegionName
    /// How to reach each class of environment.
    public var classes: [EnvironmentClass: EnvironmentSettings]
    /// The key of the user's own tag whose value is the environment's name, such as `tech:env_name`; `tend:environment` in a
    /// project that names none.
    public var environmentTag: String
    /// The user's tags on everything that tend creates.
    public var tags: [String: String]
    /// Where scripts go up and long outputs come down; `nil` when the project names no bucket.
    public var artifacts: ArtifactsLocation?
    /// How much may be removed in one pass.
    public var limits: Limits

    /// A project from its parts.
    public init(
        name: ProjectName, region: RegionName, classes: [EnvironmentClass: EnvironmentSettings], environmentTag: String,
        tags: [String: String], artifacts: ArtifactsLocation?, limits: Limits
    ) {
        self.name = name
        self.region = region
        self.classes = classes
        self.environmentTag = environmentTag
        self.tags = tags
        self.artifacts = artifacts
        self.limits = limits
    }

    /// The settings of an environment's class; `nil` when `tend.yaml` doesn't name it.
    public func settings(of environment: EnvironmentName) -> EnvironmentSettings? {
        classes[environment.environmentClass]
    }
}

/// The S3 bucket and key prefix for scripts and outputs, in the devops account.
public struct ArtifactsLocation: Hashable, Sendable {
    /// The bucket's name.
    public var bucket: String
    /// What every key starts with; empty or ending in `/`.
    public var prefix: String

    /// A location in S3.
    public init(bucket: String, prefix: String) {
        self.bucket = bucket
        self.prefix = prefix
    }
}
