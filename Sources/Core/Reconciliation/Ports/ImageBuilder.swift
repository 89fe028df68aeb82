import Model

/// Building AMIs.
public protocol ImageBuilder: Sendable {
    /// Builds one step and returns when its AMI is there.
    ///
    /// Cancelling the task stops the build and gives it time to clean up after itself.
    func build(_ order: BuildOrder) async throws(ActionFailure) -> AMIID
}

/// A build with all that is needed for it.
public struct BuildOrder: Sendable {
    /// The action's stable id.
    public var id: ActionID
    /// What to build, and from which AMI.
    public var build: BuildImage
    /// The workflow.
    public var definition: ImageDefinition
    /// The step.
    public var step: ImageStep
    /// The project: its region and tags.
    public var project: Project

    /// An order from its parts.
    public init(id: ActionID, build: BuildImage, definition: ImageDefinition, step: ImageStep, project: Project) {
        self.id = id
        self.build = build
        self.definition = definition
        self.step = step
        self.project = project
    }

    /// The tags of the AMI and its snapshots: the project's, the workflow's own, then tend's, which win.
    public var tags: [String: String] {
        var tags = project.tags.merging(definition.tags) { _, workflow in workflow }
        tags[project.environmentTag] = EnvironmentName.devops.text
        tags[TagKey.project] = project.name.text
        tags[TagKey.environment] = EnvironmentName.devops.text
        tags[TagKey.image] = build.image.text
        tags[TagKey.version] = build.version.text
        tags[TagKey.step] = build.step.text
        tags[TagKey.inputs] = build.inputs.text
        tags[TagKey.action] = id.text
        return tags
    }
}
