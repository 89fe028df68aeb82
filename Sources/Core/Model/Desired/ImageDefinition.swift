/// A Packer workflow: the folder `images/<name>/`.
public struct ImageDefinition: Hashable, Sendable {
    /// The folder's name.
    public var name: ImageName
    /// The `workflow_id`: the version that this tree builds.
    public var version: ImageVersion
    /// The AMI that the first step starts from.
    public var rootBaseAMI: AMIID
    /// What the names of the AMIs start with.
    public var rootBaseName: String
    /// The steps, each after the one that it starts from.
    public var steps: [ImageStep]
    /// The user's tags on the AMIs (`aws_tags`).
    public var tags: [String: String]
    /// `workflow_param.json` as canonical JSON: what templates see as `builder.workflow_param`.
    public var parametersJSON: String
    /// The folder below the root of the desired state.
    public var directory: String
    /// Where the version is written.
    public var place: SourcePlace

    /// An image from its parts.
    public init(
        name: ImageName, version: ImageVersion, rootBaseAMI: AMIID, rootBaseName: String, steps: [ImageStep],
        tags: [String: String], parametersJSON: String, directory: String, place: SourcePlace
    ) {
        self.name = name
        self.version = version
        self.rootBaseAMI = rootBaseAMI
        self.rootBaseName = rootBaseName
        self.steps = steps
        self.tags = tags
        self.parametersJSON = parametersJSON
        self.directory = directory
        self.place = place
    }

    /// The name of the AMI that a step makes: `{root_base_ami_name}/{workflow_id}/{step_id}`.
    public func amiName(of step: StepID) -> String { "\(rootBaseName)/\(version)/\(step)" }
}

/// One step of a workflow: a folder with a Packer template.
public struct ImageStep: Hashable, Sendable {
    /// The `step_id`.
    public var id: StepID
    /// The step whose AMI this one starts from; `nil` for the root base AMI.
    public var previous: StepID?
    /// Covers all that the step is made from; the same digest needs no second build.
    public var inputs: ContentDigest
    /// `step_param.json` as canonical JSON.
    public var parametersJSON: String
    /// The folder below the root of the desired state.
    public var directory: String
    /// Every file of the step, by its path below the step's folder: templates, scripts, whatever they refer to.
    public var files: [String: StepFile]

    /// A step from its parts.
    public init(
        id: StepID, previous: StepID?, inputs: ContentDigest, parametersJSON: String, directory: String,
        files: [String: StepFile]
    ) {
        self.id = id
        self.previous = previous
        self.inputs = inputs
        self.parametersJSON = parametersJSON
        self.directory = directory
        self.files = files
    }
}

/// A file of a step, as git has it.
public struct StepFile: Hashable, Sendable {
    /// Its content.
    public var content: [UInt8]
    /// Whether git says that it can be executed.
    public var isExecutable: Bool

    /// A file from its parts.
    public init(content: [UInt8], isExecutable: Bool = false) {
        self.content = content
        self.isExecutable = isExecutable
    }
}
