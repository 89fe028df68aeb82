import Model

extension Record {
    /// `commands/*.yaml`
    static let command = Record(
        title: "A command",
        keys: [
            Key(
                "on", .either([.choice([Shape.Choice("all")]), .map(.tagFilter, .text(.any), isEmptyAllowed: false)]),
                "Which instances of an environment that lists the command: tag filters, or all.", required: true,
                advice: "write 'on: all' for every instance, or tags as in 'on: { tag:role: web }'"),
            Key("run", .text(.any), "A shell command."),
            Key("script", .text(.any), "The path of a script, seen from the folder of this file."),
            Key(
                "with", .text(.interpreter), "What runs the script; told from .sh (bash) and .py (python3) without it."),
            Key("args", .list(.text(.free)), "The script's arguments, each a word of its own."),
            Key(
                "feedback", .choice(Feedback.allCases.map { Shape.Choice($0.rawValue) }),
                "What is brought back; status without it."),
            Key("output", .pending(.ignored, .record(output)), "What becomes of what it prints."),
            Key(
                "when", .either([.choice([Shape.Choice("once")]), .pending(.ignored, .record(schedule))]),
                "How often: once (again only when its content changes), or a schedule."),
            Key("concurrency", amount(least: 1), "How many instances run it at the same time."),
            Key("max_errors", amount(least: 0), "Failures after which no further instance gets it."),
            Key("timeout", .text(.duration), "How long it may run on an instance, at most 48h; 1h without it."),
            Key("idempotent", .boolean, "Whether it may be sent again when it is unknown whether it ran."),
            Key("after", .list(.text(commandName)), "Commands that an instance must have had before."),
        ],
        exactlyOne: [["run", "script"]], needs: [("with", "script"), ("args", "script")])

    private static let output = Record(
        title: "What becomes of the output",
        keys: [
            Key(
                "format", .choice([Shape.Choice("text"), Shape.Choice("json")]), "json: the last line is a JSON value."),
            Key("keep", .text(.duration), "How long it is kept."),
        ])

    private static let schedule = Record(
        title: "A schedule",
        keys: [
            Key("every", .text(.duration), "The time from one run to the next."),
            Key("cron", .text(.cron), "Minute, hour, day, month, weekday."),
            Key("zone", .text(.zone), "The time zone of 'cron'; UTC without it."),
        ],
        exactlyOne: [["every", "cron"]], needs: [("zone", "cron")])
}
