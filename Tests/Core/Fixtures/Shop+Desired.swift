import FoundationEssentials
import Model

/// The project that the core's tests plan for: `shop`, with an image `web` of two steps and environments in three accounts.
public enum Shop {
    /// The moment at which the tests look.
    public static let now = Date(timeIntervalSince1970: 1_800_000_000)
    /// The account of devops.
    public static let devopsAccount: AccountID = "111111111111"
    /// The account of tst and of every sandbox.
    public static let testAccount: AccountID = "222222222222"
    /// The account of prd.
    public static let productionAccount: AccountID = "444444444444"
    /// The commit in force.
    public static let commit: CommitID = "0123456789012345678901234567890123456789"

    /// The desired state with these environments.
    /// - Parameter guards: What tend.yaml asks for and nothing enforces, by class.
    public static func desired(
        _ environments: [DesiredEnvironment], images: [ImageDefinition] = [image()], commands: [CommandDefinition] = [],
        limits: Limits = .standard, guards: [EnvironmentClass: String] = [:], commit: CommitID? = commit
    ) -> DesiredState {
        DesiredState(
            project: project(limits: limits, guards: guards),
            environments: Dictionary(uniqueKeysWithValues: environments.map { ($0.name, $0) }),
            images: Dictionary(uniqueKeysWithValues: images.map { ($0.name, $0) }),
            commands: Dictionary(uniqueKeysWithValues: commands.map { ($0.name, $0) }), commit: commit)
    }

    static func project(limits: Limits, guards: [EnvironmentClass: String]) -> Project {
        let accounts: [EnvironmentClass: AccountID] = [
            .devops: devopsAccount, .sandbox: testAccount, "tst": testAccount, .production: productionAccount,
        ]
        let place = SourcePlace(file: "tend.yaml", line: 9, column: 3)
        return Project(
            name: "shop", region: "us-east-1",
            classes: Dictionary(
                uniqueKeysWithValues: accounts.map { name, account in
                    let unenforced = guards[name].map { [UnenforcedGuard(asked: $0, place: place)] } ?? []
                    return (name, EnvironmentSettings(account: account, unenforcedGuards: unenforced, place: place))
                }),
            environmentTag: "tech:env_name", tags: ["bus:team": "platform"], artifacts: nil, limits: limits)
    }

    /// An environment that runs `web`.
    /// - Parameter version: The version of `web`; `nil` for an environment without images.
    public static func environment(
        _ name: EnvironmentName, version: ImageVersion? = "1.4.2", step: StepID? = nil, fleets: [FleetSpec] = [],
        commands: [CommandName] = [], stack: StackSpec? = nil
    ) -> DesiredEnvironment {
        DesiredEnvironment(
            name: name, images: version.map { ["web": WantedImage(version: $0, step: step)] } ?? [:],
            fleets: Dictionary(uniqueKeysWithValues: fleets.map { ($0.name, $0) }), commands: commands, stack: stack,
            place: SourcePlace(file: "environments/\(name).yaml", line: 1, column: 1))
    }

    /// A fleet of `web`.
    public static func fleet(
        _ name: FleetName = "web", replicas: Int, strategy: RolloutStrategy = .rolling, batch: Amount = .count(1),
        health: HealthSpec = .standard, instanceType: String? = "t3.micro"
    ) -> FleetSpec {
        FleetSpec(
            name: name, capacity: .replicas(replicas), launch: launch(instanceType),
            rollout: RolloutSpec(strategy: strategy, batch: batch, health: health),
            place: SourcePlace(file: "environments/prd.yaml", line: 4, column: 3))
    }

    /// How the fleets are launched.
    public static func launch(_ instanceType: String? = "t3.micro") -> LaunchSettings {
        LaunchSettings(image: "web", instanceType: instanceType)
    }

    /// The workflow of `web`: every step follows the one before.
    /// - Parameter inputs: What the steps are made from, in a word; another word is another content.
    public static func image(
        version: ImageVersion = "1.4.2", steps: [StepID] = ["base", "app"], inputs: String = "inputs"
    ) -> ImageDefinition {
        var previous: StepID?
        let chain = steps.map { id in
            defer { previous = id }
            return ImageStep(
                id: id, previous: previous, inputs: .of("\(inputs) of \(id)@\(version)"), parametersJSON: "{}",
                directory: "images/web/\(id)", files: [:])
        }
        return ImageDefinition(
            name: "web", version: version, rootBaseAMI: "ami-root", rootBaseName: "debian", steps: chain, tags: [:],
            parametersJSON: "{}", directory: "images/web",
            place: SourcePlace(file: "images/web/workflow_param.json", line: 2, column: 3))
    }

    /// A command.
    /// - Parameter content: What it runs, in a word; another word is another content.
    public static func command(
        _ name: CommandName, on target: CommandTarget = .all, after: [CommandName] = [], isIdempotent: Bool = false,
        content: String = "content"
    ) -> CommandDefinition {
        CommandDefinition(
            name: name, target: target, body: .shell(content), after: after, isIdempotent: isIdempotent,
            digest: .of("\(content) of \(name)"),
            place: SourcePlace(file: "commands/\(name).yaml", line: 1, column: 1))
    }

    /// A sandbox's stack.
    public static func stack(_ content: String = "template") -> StackSpec {
        StackSpec(templatePath: "stacks/sandbox.yaml", template: content, parameters: [:], digest: .of(content))
    }
}
