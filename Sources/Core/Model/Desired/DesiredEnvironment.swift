import FoundationEssentials

/// What one file below `environments/` says.
public struct DesiredEnvironment: Hashable, Sendable {
    /// The file's name without its ending.
    public var name: EnvironmentName
    /// The version of each image that is wanted here.
    public var images: [ImageName: WantedImage]
    /// The fleets that run here.
    public var fleets: [FleetName: FleetSpec]
    /// The commands that instances here must have had, in the order they are listed.
    public var commands: [CommandName]
    /// What makes this a sandbox; `nil` for every other class.
    public var sandbox: SandboxTerms?
    /// The CloudFormation stack of a sandbox.
    public var stack: StackSpec?
    /// When the commit that last touched the file was made, from which `keep_for` counts; `nil` when that isn't known.
    public var touchedAt: Date?
    /// Where the file starts.
    public var place: SourcePlace

    /// An environment from its parts.
    public init(
        name: EnvironmentName, images: [ImageName: WantedImage] = [:], fleets: [FleetName: FleetSpec] = [:],
        commands: [CommandName] = [], sandbox: SandboxTerms? = nil, stack: StackSpec? = nil, touchedAt: Date? = nil,
        place: SourcePlace
    ) {
        self.name = name
        self.images = images
        self.fleets = fleets
        self.commands = commands
        self.sandbox = sandbox
        self.stack = stack
        self.touchedAt = touchedAt
        self.place = place
    }
}

/// The version of an image that an environment wants.
public struct WantedImage: Hashable, Codable, Sendable {
    /// The `workflow_id` that is wanted.
    public var version: ImageVersion
    /// The step whose AMI is used; `nil` for the last one.
    public var step: StepID?

    /// A version, and a step if it isn't the last.
    public init(version: ImageVersion, step: StepID? = nil) {
        self.version = version
        self.step = step
    }
}

/// Who a sandbox belongs to and how long it is kept.
public struct SandboxTerms: Hashable, Sendable {
    /// The person who answers for it.
    public var owner: String
    /// The ticket it was made for.
    public var ticket: String?
    /// When it ends.
    public var end: SandboxEnd

    /// Terms from their parts.
    public init(owner: String, ticket: String? = nil, end: SandboxEnd) {
        self.owner = owner
        self.ticket = ticket
        self.end = end
    }
}

/// When a sandbox ends.
public enum SandboxEnd: Hashable, Sendable {
    /// At the start of a day or at a moment, UTC.
    case until(Date)
    /// A number of seconds after the commit that last touched the file.
    case after(seconds: Int)

    /// The moment itself; `nil` where it counts from a commit that isn't there yet.
    public func moment(from touchedAt: Date?) -> Date? {
        switch self {
        case .until(let date): date
        case .after(let seconds): touchedAt?.addingTimeInterval(Double(seconds))
        }
    }
}

/// A CloudFormation stack that belongs to a sandbox.
public struct StackSpec: Hashable, Codable, Sendable {
    /// The template's path below the root of the desired state.
    public var templatePath: String
    /// The template itself.
    public var template: String
    /// The values of its parameters.
    public var parameters: [String: String]
    /// Covers the template and the parameters.
    public var digest: ContentDigest

    /// A stack from its parts.
    public init(templatePath: String, template: String, parameters: [String: String], digest: ContentDigest) {
        self.templatePath = templatePath
        self.template = template
        self.parameters = parameters
        self.digest = digest
    }
}
