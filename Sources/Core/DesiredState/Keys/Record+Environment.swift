import Model

extension Record {
    /// `environments/*.yaml`
    static let environment = Record(
        title: "An environment",
        keys: [
            Key("sandbox", .record(sandbox), "What makes this a sandbox; only in environments/sbx-<id>.yaml."),
            Key(
                "images", .map(imageName, .either([.text(version), .record(wantedImage)])),
                "The version of each image that is wanted here."),
            Key("fleets", .map(fleetName, .record(fleet)), "The instances that run here."),
            Key("stack", .record(stack), "The CloudFormation stack of a sandbox."),
            Key("commands", .list(.text(commandName)), "The commands that instances here must have had."),
        ])

    static let imageName = TextForm.identity(ImageName.self, pattern: "^[a-z][a-z0-9_-]{0,63}$")
    static let commandName = TextForm.identity(CommandName.self, pattern: "^[a-z][a-z0-9-]{0,63}$")
    static let version = TextForm.identity(ImageVersion.self, pattern: "^[A-Za-z0-9][A-Za-z0-9._+-]{0,63}$")
    static let stepID = TextForm.identity(StepID.self, pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")
    private static let fleetName = TextForm.identity(FleetName.self, pattern: "^[a-z][a-z0-9-]{0,31}$")

    private static let wantedImage = Record(
        title: "A version of an image",
        keys: [
            Key("version", .text(version), "The workflow_id that is wanted.", required: true),
            Key("step", .text(stepID), "The step whose AMI is used; the last one without it."),
        ])

    private static let sandbox = Record(
        title: "Who a sandbox belongs to and how long it is kept",
        keys: [
            Key("owner", .text(.any), "The person who answers for it.", required: true),
            Key("ticket", .text(.any), "The ticket it was made for."),
            Key("keep_until", .text(.moment), "The day or moment at which it ends, UTC."),
            Key("keep_for", .text(.duration), "How long it is kept after the commit that last touched the file."),
            Key("hours", .pending(.ignored, .record(hours)), "Its working hours; it is stopped outside these."),
            Key("warn", .pending(.ignored, .text(.duration)), "How long before the end its owner is told."),
            Key("grace", .pending(.ignored, .text(.duration)), "How long it is only stopped before it is torn down."),
        ],
        exactlyOne: [["keep_until", "keep_for"]])

    private static let hours = Record(
        title: "Working hours",
        keys: [
            Key("cron", .text(.cron), "When they begin.", required: true),
            Key("for", .text(.duration), "How long they last.", required: true),
            Key("zone", .text(.zone), "The time zone of 'cron'; UTC without it."),
        ])

    private static let stack = Record(
        title: "A CloudFormation stack",
        keys: [
            Key("template", .text(.any), "The template's path below the root, as stacks/sandbox.yaml.", required: true),
            Key(
                "parameters",
                .map(
                    TextForm(
                        rule: "letters and digits, as CloudFormation names parameters", pattern: "^[A-Za-z0-9]{1,255}$"
                    ) {
                        !$0.isEmpty && $0.count <= 255 && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
                    }, .text(.free)),
                "The values of its parameters."),
        ])

    private static let fleet = Record(
        title: "A fleet",
        keys: [
            Key("image", .text(imageName), "The image that it runs.", required: true),
            Key("replicas", .number(0...10_000), "How many instances tend keeps."),
            Key(
                "autoscaling_group", .pending(.blocksFleet, .text(.any)),
                "The user's own Auto Scaling group; tend pins its launch template version and refreshes it."),
            Key("instance_type", .text(.instanceType), "The instance type."),
            Key("subnets", selector(.subnetID), "Where instances are placed: ids or tag filters."),
            Key("security_groups", selector(.securityGroupID), "Their security groups: ids or tag filters."),
            Key("instance_profile", .text(.word), "The name of their instance profile."),
            Key("user_data", .text(.any), "The path of their user data below the root, as files/web.sh."),
            Key("tags", tags, "Tags on the instances, by which commands can find them."),
            Key("target_groups", .pending(.blocksFleet, .list(.text(.any))), "Target groups that they join."),
            Key("rollout", .record(rollout), "How a new version reaches the fleet."),
        ],
        exactlyOne: [["replicas", "autoscaling_group"]], needs: [("replicas", "instance_type")])

    private static func selector(_ id: TextForm) -> Shape {
        .either([.list(.text(id), isEmptyAllowed: false), .map(.tagFilter, .text(.any), isEmptyAllowed: false)])
    }

    private static let rollout = Record(
        title: "A rollout",
        keys: [
            Key(
                "strategy",
                .choice(
                    RolloutStrategy.allCases.map { strategy in
                        let isDone = strategy == .allAtOnce || strategy == .rolling
                        return Shape.Choice(strategy.rawValue, isDone ? nil : .blocksFleet)
                    }), "The order in which instances are replaced; rolling without it."),
            Key("batch", amount(least: 1), "How many are replaced at a time: a count or a share; 1 without it."),
            Key("health", .record(health), "What makes a new instance healthy."),
            Key(
                "bake", .pending(.blocksFleet, .text(.duration)),
                "How long it must stay healthy before the rollout counts as done."),
            Key(
                "alarms", .pending(.blocksFleet, .list(.text(.any))),
                "CloudWatch alarms, any of which stops the rollout."),
            Key(
                "on_failure", .choice([Shape.Choice("rollback", .blocksFleet), Shape.Choice("hold")]),
                "What follows from a failure; hold without it."),
            Key(
                "keep_previous", .pending(.blocksFleet, .text(.duration)),
                "How long replaced instances are kept stopped."),
        ])

    private static let health = Record(
        title: "Health",
        keys: [
            Key(
                "checks",
                .list(
                    .choice(
                        HealthCheck.allCases.map { Shape.Choice($0.rawValue, $0 == .targetGroup ? .blocksFleet : nil) }),
                    isEmptyAllowed: false),
                "All of these must pass; instance-status without it."),
            Key(
                "command", .pending(.blocksFleet, .text(commandName)),
                "A command whose success is asked for before an instance takes traffic."),
            Key("grace", .text(.duration), "How long after launch failing checks don't count; 0s without it."),
            Key("within", .text(.duration), "How long after launch it must be healthy; 10m without it."),
        ])

    /// A count, or a share such as `25%`.
    static func amount(least: Int) -> Shape { .either([.number(least...10_000), .text(.percentage)]) }
}
