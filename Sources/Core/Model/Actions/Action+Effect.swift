extension Action {
    /// The environment that the action touches; images are built and shared in `devops`.
    public var environment: EnvironmentName {
        switch self {
        case .buildImage, .shareImage: .devops
        case .publishImage(let it): it.environment
        case .createStack(let it): it.environment
        case .launchInstances(let it): it.environment
        case .startInstances(let it): it.environment
        case .terminateInstances(let it): it.environment
        case .runCommand(let it): it.environment
        case .followCommand(let it): it.environment
        case .deleteStack(let it): it.environment
        case .deleteParameters(let it): it.environment
        case .placeHold(let it): it.environment
        case .liftHold(let it): it.environment
        }
    }

    /// The thing that the action is about, such as `fleet/web`, as history and status list it.
    public var subject: String {
        switch self {
        case .buildImage(let it): "image/\(it.image)"
        case .shareImage(let it): "image/\(it.image)"
        case .publishImage(let it): "image/\(it.image)"
        case .createStack, .deleteStack: "stack"
        case .launchInstances(let it): "fleet/\(it.fleet)"
        case .startInstances(let it): "fleet/\(it.fleet)"
        case .terminateInstances(let it): it.fleet.map { "fleet/\($0)" } ?? "sandbox"
        case .runCommand(let it): "command/\(it.command)"
        case .followCommand(let it): "command/\(it.command)"
        case .deleteParameters: "parameters"
        case .placeHold, .liftHold: "hold"
        }
    }

    /// A short word for the kind of effect, the same as the case's name.
    public var verb: String {
        switch self {
        case .buildImage: "buildImage"
        case .shareImage: "shareImage"
        case .publishImage: "publishImage"
        case .createStack: "createStack"
        case .launchInstances: "launchInstances"
        case .startInstances: "startInstances"
        case .terminateInstances: "terminateInstances"
        case .runCommand: "runCommand"
        case .followCommand: "followCommand"
        case .deleteStack: "deleteStack"
        case .deleteParameters: "deleteParameters"
        case .placeHold: "placeHold"
        case .liftHold: "liftHold"
        }
    }

    /// The instances that the action names.
    public var instances: [InstanceID] {
        switch self {
        case .startInstances(let it): it.instances
        case .terminateInstances(let it): it.instances
        case .runCommand(let it): it.instances
        case .followCommand(let it): it.instances
        default: []
        }
    }
}
