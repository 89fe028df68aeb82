import Model

extension Record {
    /// `tend.yaml`
    static let project = Record(
        title: "A tend project",
        keys: [
            Key(
                "project", .text(.identity(ProjectName.self, pattern: "^[a-z][a-z0-9-]{0,31}$")),
                "The project's name: the value of the tag tend:project on everything that tend owns.", required: true),
            Key(
                "region", region, "The AWS region of every environment that does not name another.", required: true),
            Key(
                "environments",
                .map(className, .record(environmentClass)),
                "How to reach the environments of each class. devops, sbx (for every sandbox) and prd are required.",
                required: true),
            Key(
                "environment_tag", tagKey,
                "The key of your own tag whose value is the environment's name; tend:environment says it in any case."),
            Key("tags", tags, "Tags on everything that tend creates."),
            Key(
                "artifacts", .record(artifacts),
                "Where scripts go up and long outputs come down, in the devops account."),
            Key("inventory", .pending(.ignored, .record(inventory)), "The table that lists the AMIs."),
            Key("limits", .record(limits), "How much may be removed or wanted at a time."),
            Key("freeze", .list(.record(freeze)), "Times in which nothing may change."),
            Key(
                "notify", .pending(.ignored, .list(.record(notification))), "Who is told about what happens."),
        ])

    /// A sandbox's own name is refused by the loader, which says where its settings belong.
    private static let className = TextForm(rule: EnvironmentClass.rule, pattern: "^[a-z][a-z0-9]{0,31}$") {
        EnvironmentClass($0) != nil || $0.hasPrefix("sbx-")
    }
    private static let region = Shape.text(.identity(RegionName.self, pattern: "^[a-z][a-z0-9]*(-[a-z0-9]+)+$"))
    static let tagKey = Shape.text(TextForm(rule: "a tag key", pattern: "^.{1,127}$") { !$0.isEmpty })
    /// Lengths and reserved keys are checked by `TagRules`, which says which rule was broken.
    static let tags = Shape.map(TextForm(rule: "a tag key", pattern: "^.{1,127}$") { !$0.isEmpty }, .text(.free))

    private static let environmentClass = Record(
        title: "How to reach the environments of a class",
        keys: [
            Key(
                "account", .text(.identity(AccountID.self, pattern: "^[0-9]{12}$")),
                "The twelve digits of the AWS account, in quotes. Every session is checked against it.", required: true),
            Key(
                "role", .text(.roleARN), "The role to assume; without it <CLASS>_IAM_ROLE_ARN from tend's environment."),
            Key("external_id", .text(.any), "The external id that the role's trust policy asks for."),
            Key("profile", .text(.any), "A named profile, used on a laptop."),
            Key("region", region, "The region, where it differs from the project's."),
            Key("protected", .boolean, "Whether a change by hand needs a person's explicit word."),
            Key(
                "approval", .choice([Shape.Choice("signed-commit")]),
                "What a commit needs before it changes these environments."),
        ])

    private static let artifacts = Record(
        title: "A place in S3",
        keys: [
            Key("bucket", .text(.bucket), "The bucket.", required: true),
            Key("prefix", .text(.keyPrefix), "What every key starts with; ends in '/'."),
        ])

    private static let inventory = Record(
        title: "The AMI inventory",
        keys: [Key("table", .text(.word), "The DynamoDB table; it is created when missing.", required: true)])

    private static let limits = Record(
        title: "Limits",
        keys: [
            Key(
                "terminations",
                .record(
                    Record(
                        title: "What may be removed without being replaced, in an environment and pass",
                        keys: [
                            Key("max", .number(0...10_000), "The most instances."),
                            Key("percent", .number(0...100), "The largest share of the environment's instances."),
                        ])),
                "What may be removed without being replaced, in an environment and pass."),
            Key(
                "sandboxes",
                .record(
                    Record(
                        title: "Limits of sandboxes",
                        keys: [
                            Key("max", .number(0...10_000), "The most sandboxes at a time."),
                            Key("longest", .text(.duration), "The longest that a sandbox may be kept."),
                        ])),
                "How many sandboxes there may be, and for how long."),
        ])

    private static let freeze = Record(
        title: "A time in which nothing may change",
        keys: [
            Key(
                "environments", .list(.text(.any), isEmptyAllowed: false), "The environments that it holds for.",
                required: true),
            Key("cron", .text(.cron), "When it begins: minute, hour, day, month, weekday.", required: true),
            Key("for", .text(.duration), "How long it lasts.", required: true),
            Key("zone", .text(.zone), "The time zone of 'cron'; UTC without it."),
            Key("reason", .text(.any), "Why; people read it when something is withheld."),
        ])

    private static let notification = Record(
        title: "Somebody to tell",
        keys: [
            Key(
                "slack", .text(.any), "The URL of an incoming webhook; ${NAME} is taken from the daemon's environment."),
            Key("sns", .text(.topicARN), "The ARN of an SNS topic."),
            Key(
                "on",
                .list(
                    .choice(["planned", "released", "failed", "rolled-back", "withheld"].map { Shape.Choice($0) }),
                    isEmptyAllowed: false),
                "What they are told about.", required: true),
        ],
        exactlyOne: [["slack", "sns"]])
}
