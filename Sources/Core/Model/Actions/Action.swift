/// One effect on AWS. A value: deciding on it is Planning's, doing it an adapter's.
public enum Action: Hashable, Codable, Sendable {
    /// Build one step of an image with Packer.
    case buildImage(BuildImage)
    /// Let accounts launch an AMI and copy its snapshots.
    case shareImage(ShareImage)
    /// Write the parameter that says which AMI an environment uses.
    case publishImage(PublishImage)
    /// Create a sandbox's stack.
    case createStack(CreateStack)
    /// Launch instances of a fleet.
    case launchInstances(LaunchInstances)
    /// Start instances that are stopped.
    case startInstances(StartInstances)
    /// Terminate instances.
    case terminateInstances(TerminateInstances)
    /// Run a command on instances, bring back what it printed, and leave a receipt on each.
    case runCommand(RunCommand)
    /// Find a command whose outcome was lost, follow it to its end, and settle the receipts.
    case followCommand(FollowCommand)
    /// Delete a sandbox's stack.
    case deleteStack(DeleteStack)
    /// Delete parameters of a sandbox.
    case deleteParameters(DeleteParameters)
    /// Tell an environment to stay at a release.
    case placeHold(PlaceHold)
    /// Let an environment follow git again.
    case liftHold(LiftHold)
}

/// Build one step of an image with Packer.
public struct BuildImage: Hashable, Codable, Sendable {
    /// The image.
    public var image: ImageName
    /// The version.
    public var version: ImageVersion
    /// The step.
    public var step: StepID
    /// The AMI that the step starts from.
    public var source: AMIID
    /// What it is made from.
    public var inputs: ContentDigest

    /// A build from its parts.
    public init(image: ImageName, version: ImageVersion, step: StepID, source: AMIID, inputs: ContentDigest) {
        self.image = image
        self.version = version
        self.step = step
        self.source = source
        self.inputs = inputs
    }
}

/// Let accounts launch an AMI and copy its snapshots.
public struct ShareImage: Hashable, Codable, Sendable {
    /// The image.
    public var image: ImageName
    /// The version.
    public var version: ImageVersion
    /// The AMI.
    public var ami: AMIID
    /// The snapshots behind it.
    public var snapshots: [SnapshotID]
    /// The accounts that it isn't shared with yet, in order.
    public var accounts: [AccountID]

    /// A share from its parts.
    public init(
        image: ImageName, version: ImageVersion, ami: AMIID, snapshots: [SnapshotID], accounts: [AccountID]
    ) {
        self.image = image
        self.version = version
        self.ami = ami
        self.snapshots = snapshots
        self.accounts = accounts
    }
}

/// Write the parameter that says which AMI an environment uses.
public struct PublishImage: Hashable, Codable, Sendable {
    /// The environment.
    public var environment: EnvironmentName
    /// The image.
    public var image: ImageName
    /// The version.
    public var version: ImageVersion
    /// The AMI that the parameter will name.
    public var ami: AMIID

    /// A publication from its parts.
    public init(environment: EnvironmentName, image: ImageName, version: ImageVersion, ami: AMIID) {
        self.environment = environment
        self.image = image
        self.version = version
        self.ami = ami
    }
}
