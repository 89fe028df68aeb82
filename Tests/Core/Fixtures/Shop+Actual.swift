import FoundationEssentials
import Model
import Planning

extension Shop {
    /// What AWS has.
    /// - Parameters:
    ///   - images: The AMIs in the devops account.
    ///   - unreadable: Environments that could not be read.
    public static func actual(
        images: [MachineImage] = [], _ environments: [ActualEnvironment] = [], unreadable: [EnvironmentName] = [],
        at now: Date = now
    ) -> ActualState {
        var observed: [EnvironmentName: Observation<ActualEnvironment>] = [:]
        for environment in environments { observed[environment.name] = .observed(environment) }
        for name in unreadable { observed[name] = .unreadable(failure(of: name.text)) }
        return ActualState(
            observedAt: now, artifacts: .observed(ActualArtifacts(account: devopsAccount, images: images)),
            environments: observed)
    }

    /// A look that failed.
    public static func failure(of subject: String) -> ObservationFailure {
        ObservationFailure(
            subject: subject, reason: "AccessDenied on DescribeInstances", advice: "look at the role",
            isTransient: false)
    }

    /// What AWS has of an environment.
    /// - Parameter published: The AMI of `web` that the environment's parameter names.
    public static func existing(
        _ name: EnvironmentName, _ instances: [Instance] = [], published: AMIID? = nil, stack: Stack? = nil,
        hold: Hold? = nil
    ) -> ActualEnvironment {
        let account = name == "prd" ? productionAccount : testAccount
        return ActualEnvironment(
            name: name, account: account, region: "us-east-1", instances: instances,
            publishedImages: published.map { ["web": $0] } ?? [:], stack: stack, hold: hold)
    }

    /// An AMI of `web` that is built and shared with everyone.
    public static func ami(
        _ version: ImageVersion = "1.4.2", step: StepID = "app", id: AMIID? = nil, inputs: String = "inputs",
        state: MachineImageState = .available, sharedWith: Set<AccountID> = [testAccount, productionAccount],
        createdAt: Date = now.addingTimeInterval(-86_400)
    ) -> MachineImage {
        let id = id ?? amiID(version, step)
        return MachineImage(
            id: id, name: "debian/\(version)/\(step)", image: "web", version: version, step: step,
            inputs: .of("\(inputs) of \(step)@\(version)"), state: state,
            snapshots: [SnapshotID(stringLiteral: "snap-" + id.text.dropFirst(4))], sharedWith: sharedWith,
            createdAt: createdAt)
    }

    /// Both AMIs of a version of `web`.
    public static func amis(_ version: ImageVersion = "1.4.2") -> [MachineImage] {
        [ami(version, step: "base"), ami(version)]
    }

    /// The id of the AMI of a step: `ami-app142` for the step `app` of 1.4.2.
    public static func amiID(_ version: ImageVersion = "1.4.2", _ step: StepID = "app") -> AMIID {
        AMIID(stringLiteral: "ami-\(step)" + version.text.filter { $0 != "." })
    }

    /// A healthy instance of the fleet `web` with the tags that tend gives.
    /// - Parameter age: Seconds since it was launched.
    public static func instance(
        _ id: InstanceID, in environment: EnvironmentName, fleet: FleetName? = "web", version: ImageVersion = "1.4.2",
        state: InstanceState = .running, checks: StatusChecks = .passed, agent: AgentStatus = .online,
        age: Double = 86_400, instanceType: String = "t3.micro", receipts: [CommandName: CommandReceipt] = [:],
        tags: [String: String] = [:]
    ) -> Instance {
        var ours = [TagKey.project: "shop", TagKey.environment: environment.text]
        for (command, receipt) in receipts { ours[TagKey.command(command)] = receipt.tagValue }
        return Instance(
            id: id, state: state, launchedAt: now.addingTimeInterval(-age), ami: amiID(version, "app"),
            instanceType: instanceType, fleet: fleet, version: version, launch: launch(instanceType).digest,
            statusChecks: checks, agent: agent, receipts: receipts, tags: ours.merging(tags) { _, given in given })
    }

    /// Several healthy instances: `i-1`, `i-2`, …, the first the oldest.
    public static func instances(
        _ numbers: ClosedRange<Int>, in environment: EnvironmentName, version: ImageVersion = "1.4.2"
    ) -> [Instance] {
        numbers.map {
            instance(
                InstanceID(stringLiteral: "i-\($0)"), in: environment, version: version, age: 86_400 - Double($0))
        }
    }

    /// What a command left on an instance.
    public static func receipt(
        _ command: CommandName, _ status: CommandReceiptStatus = .succeeded, content: String = "content",
        action: String = "earlier"
    ) -> CommandReceipt {
        CommandReceipt(digest: .of("\(content) of \(command)"), status: status, at: now, action: .of(action))
    }

    /// A stack of a sandbox.
    public static func madeStack(
        _ phase: StackPhase, _ status: String, of environment: EnvironmentName = "sbx-101", content: String = "template"
    ) -> Stack {
        Stack(name: "tend-shop-\(environment)", phase: phase, status: status, digest: .of(content))
    }
}

extension EnvironmentPlan {
    /// What is done, as people read it.
    public var lines: [String] { actions.map(\.action.line) }
}

extension Plan {
    /// What is done everywhere, environment by environment.
    public var lines: [String] {
        environments.flatMap { plan in plan.lines.map { "\(plan.environment): \($0)" } }
    }
}
