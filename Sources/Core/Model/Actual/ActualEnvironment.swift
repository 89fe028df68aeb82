/// What AWS has for one environment: everything with the project's and the environment's tags.
public struct ActualEnvironment: Hashable, Codable, Sendable {
    /// The environment.
    public var name: EnvironmentName
    /// The account that it was read from, as STS named it.
    public var account: AccountID
    /// The region that it was read from.
    public var region: RegionName
    /// Its instances, by id, those that were terminated lately included.
    public var instances: [Instance]
    /// The AMI that the parameter `/tend/<project>/<env>/images/<image>` names.
    public var publishedImages: [ImageName: AMIID]
    /// A sandbox's stack; `nil` when there is none.
    public var stack: Stack?
    /// What the environment was told to stay at; `nil` when it follows git.
    public var hold: Hold?

    /// An environment from its parts.
    public init(
        name: EnvironmentName, account: AccountID, region: RegionName, instances: [Instance] = [],
        publishedImages: [ImageName: AMIID] = [:], stack: Stack? = nil, hold: Hold? = nil
    ) {
        self.name = name
        self.account = account
        self.region = region
        self.instances = instances
        self.publishedImages = publishedImages
        self.stack = stack
        self.hold = hold
    }

    /// Whether nothing is left of it: no instance that still exists, no stack, no parameter. A hold alone is nothing.
    public var isGone: Bool {
        instances.allSatisfy { $0.state == .terminated } && stack == nil && publishedImages.isEmpty
    }
}

/// A CloudFormation stack of tend's.
public struct Stack: Hashable, Codable, Sendable {
    /// Its name, `tend-<project>-<env>`.
    public var name: String
    /// Where it stands.
    public var phase: StackPhase
    /// CloudFormation's own word, such as `CREATE_COMPLETE`.
    public var status: String
    /// What it was made from, by its tag.
    public var digest: ContentDigest?

    /// A stack from its parts.
    public init(name: String, phase: StackPhase, status: String, digest: ContentDigest?) {
        self.name = name
        self.phase = phase
        self.status = status
        self.digest = digest
    }
}

/// Where a stack stands, as far as the next decision needs it.
public enum StackPhase: String, Hashable, Codable, Sendable {
    /// CloudFormation is at work on it.
    case working
    /// It is there.
    case ready
    /// It is going.
    case deleting
    /// It failed: it must be deleted, or looked at.
    case failed
}
