/// All that git says: one commit's files, validated. Nothing in it was read from AWS.
public struct DesiredState: Hashable, Sendable {
    /// What holds for all environments.
    public var project: Project
    /// The environments that have a file, by name; `devops` is among them.
    public var environments: [EnvironmentName: DesiredEnvironment]
    /// The images that the tree can build.
    public var images: [ImageName: ImageDefinition]
    /// The commands that environments can list.
    public var commands: [CommandName: CommandDefinition]
    /// The commit that the files were read from; `nil` for a working directory with changes.
    public var commit: CommitID?

    /// A desired state from its parts.
    public init(
        project: Project, environments: [EnvironmentName: DesiredEnvironment], images: [ImageName: ImageDefinition],
        commands: [CommandName: CommandDefinition], commit: CommitID?
    ) {
        self.project = project
        self.environments = environments
        self.images = images
        self.commands = commands
        self.commit = commit
    }
}
