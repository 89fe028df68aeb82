import FoundationEssentials

/// What an environment consisted of when it had converged and was healthy. Numbered from 1 in each environment, never edited.
public struct Release: Hashable, Codable, Sendable {
    /// The environment.
    public var environment: EnvironmentName
    /// Its number.
    public var number: Int
    /// When it was cut.
    public var at: Date
    /// The commit that was in force; `nil` for a working directory.
    public var commit: CommitID?
    /// What it consists of.
    public var content: ReleaseContent
    /// The earlier release that it restores, for one that a rollback made.
    public var restores: Int?

    /// A release from its parts.
    public init(
        environment: EnvironmentName, number: Int, at: Date, commit: CommitID?, content: ReleaseContent,
        restores: Int? = nil
    ) {
        self.environment = environment
        self.number = number
        self.at = at
        self.commit = commit
        self.content = content
        self.restores = restores
    }
}

/// What an environment consists of: enough to bring it back without git.
public struct ReleaseContent: Hashable, Codable, Sendable {
    /// The images: version and AMI.
    public var images: [ImageName: ReleasedImage]
    /// The fleets: how many, launched how.
    public var fleets: [FleetName: ReleasedFleet]
    /// The commands and what they ran.
    public var commands: [CommandName: ContentDigest]

    /// Content from its parts.
    public init(
        images: [ImageName: ReleasedImage], fleets: [FleetName: ReleasedFleet],
        commands: [CommandName: ContentDigest]
    ) {
        self.images = images
        self.fleets = fleets
        self.commands = commands
    }
}

/// An image of a release.
public struct ReleasedImage: Hashable, Codable, Sendable {
    /// The version.
    public var version: ImageVersion
    /// The step, where it wasn't the last.
    public var step: StepID?
    /// The AMI that it was.
    public var ami: AMIID

    /// An image from its parts.
    public init(version: ImageVersion, step: StepID? = nil, ami: AMIID) {
        self.version = version
        self.step = step
        self.ami = ami
    }
}

/// A fleet of a release.
public struct ReleasedFleet: Hashable, Codable, Sendable {
    /// How many instances, or whose group.
    public var capacity: FleetCapacity
    /// How they are launched.
    public var launch: LaunchSettings

    /// A fleet from its parts.
    public init(capacity: FleetCapacity, launch: LaunchSettings) {
        self.capacity = capacity
        self.launch = launch
    }
}
