extension Action {
    /// What the action does, for people: a line of a plan, such as `launch 2 × web@1.4.2 (t3.small)`.
    public var line: String {
        switch self {
        case .buildImage(let it): "build step \(it.step) of \(it.image)@\(it.version) with packer, from \(it.source)"
        case .shareImage(let it):
            "share \(it.ami) (\(it.image)@\(it.version)) and \(counted(it.snapshots.count, "snapshot")) with "
                + list(it.accounts)
        case .publishImage(let it): "publish \(it.ami) as \(it.image)@\(it.version) of \(it.environment)"
        case .createStack(let it): "create the stack from \(it.stack.templatePath)"
        case .launchInstances(let it):
            "launch \(it.count) × \(it.settings.image)@\(it.version)"
                + (it.settings.instanceType.map { " (\($0))" } ?? "")
        case .startInstances(let it): "start \(list(it.instances))"
        case .terminateInstances(let it): "terminate \(list(it.instances)) (\(it.reason.phrase))"
        case .runCommand(let it): "run \(it.command) on \(list(it.instances))"
        case .followCommand(let it): "follow \(it.command), sent before, on \(list(it.instances))"
        case .deleteStack(let it): "delete the stack \(it.stack)"
        case .deleteParameters(let it): "delete the image parameters of \(list(it.images))"
        case .placeHold(let it): "hold \(it.environment) at release \(it.hold.release)"
        case .liftHold(let it): "let \(it.environment) follow git again"
        }
    }

    private func list(_ items: [some CustomStringConvertible]) -> String {
        items.map(\.description).joined(separator: ", ")
    }
}

extension TerminationReason {
    /// The reason as part of a sentence.
    public var phrase: String {
        switch self {
        case .replaced: "replaced"
        case .surplus: "surplus"
        case .fleetRemoved: "the fleet is no longer wanted"
        case .sandboxRemoved: "the sandbox is no longer wanted"
        }
    }
}
