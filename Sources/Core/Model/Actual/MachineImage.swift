import FoundationEssentials

/// The images that tend made, as the devops account has them.
public struct ActualArtifacts: Hashable, Codable, Sendable {
    /// The account they were read from.
    public var account: AccountID
    /// Every AMI with the project's tag, in the order of their ids.
    public var images: [MachineImage]

    /// What was read from an account.
    public init(account: AccountID, images: [MachineImage]) {
        self.account = account
        self.images = images
    }
}

/// An AMI that tend made.
public struct MachineImage: Hashable, Codable, Sendable {
    /// Its id.
    public var id: AMIID
    /// Its name, unique in the account.
    public var name: String
    /// The image it is a version of.
    public var image: ImageName
    /// The version it is.
    public var version: ImageVersion
    /// The step that made it.
    public var step: StepID
    /// What it was made from.
    public var inputs: ContentDigest
    /// Whether it can be used.
    public var state: MachineImageState
    /// The snapshots behind it.
    public var snapshots: [SnapshotID]
    /// The accounts that may launch it and copy its snapshots; empty where nobody asked.
    public var sharedWith: Set<AccountID>
    /// When it was made.
    public var createdAt: Date

    /// An AMI from its parts.
    public init(
        id: AMIID, name: String, image: ImageName, version: ImageVersion, step: StepID, inputs: ContentDigest,
        state: MachineImageState, snapshots: [SnapshotID], sharedWith: Set<AccountID>, createdAt: Date
    ) {
        self.id = id
        self.name = name
        self.image = image
        self.version = version
        self.step = step
        self.inputs = inputs
        self.state = state
        self.snapshots = snapshots
        self.sharedWith = sharedWith
        self.createdAt = createdAt
    }
}

/// Whether an AMI can be used.
public enum MachineImageState: String, Hashable, Codable, Sendable {
    /// Its snapshots are still being written.
    case pending
    /// It can be launched.
    case available
    /// It never will be, or no longer is.
    case failed
}
