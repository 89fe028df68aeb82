/// The keys of the tags by which tend knows what is its own. Nothing without `project` and `environment` is ever removed.
public enum TagKey {
    /// The project's name.
    public static let project = "tend:project"
    /// The environment's name.
    public static let environment = "tend:environment"
    /// The fleet of an instance.
    public static let fleet = "tend:fleet"
    /// The image of an AMI or instance.
    public static let image = "tend:image"
    /// The version of that image.
    public static let version = "tend:version"
    /// The step that made an AMI.
    public static let step = "tend:step"
    /// What an AMI was made from.
    public static let inputs = "tend:inputs"
    /// The settings an instance was launched with.
    public static let launch = "tend:launch"
    /// What a stack was made from.
    public static let digest = "tend:digest"
    /// The action that made the resource.
    public static let action = "tend:action"
    /// What the key of a command's receipt starts with; the command's name follows.
    public static let commandPrefix = "tend:command/"

    /// The key of a command's receipt.
    public static func command(_ name: CommandName) -> String { commandPrefix + name.text }
}
