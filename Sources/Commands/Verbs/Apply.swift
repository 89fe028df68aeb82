import ArgumentParsing
import AuditTrail
import Daemon
import FoundationEssentials
import Model
import Reconciliation
import SimulatedCloud

/// `tend apply`
enum Apply: TendCommand {
    private static let autoApprove = Flag("auto-approve", "don't ask")
    private static let plan = Option(
        "plan", "DIGEST", "do it only if the plan still has this digest, which 'tend plan' printed")
    private static let reason = Option(
        "reason", "TEXT", "why; asked for when a protected environment is to change, and kept in the audit trail")
    private static let limit = Option(
        "timeout", "SPAN", "give up waiting after this, such as 90s, 30m or 2h", default: "2h")

    static let verb = Verb(
        "apply", "do what 'tend plan' shows",
        discussion: """
            Shows the plan, asks, and then looks, plans and acts again and again until nothing is left to do. Every action is \
            in the audit trail before it happens. Ctrl-C finishes and records what is under way; a second one stops at once, \
            and the next tend finds out what became of it.
            """,
        options: [DesiredStateFiles.option, EnvironmentArguments.option, plan, reason, limit, StateDirectory.option],
        flags: [autoApprove], exitStatuses: ExitStatus.planning,
        examples: [Verb.Example("tend apply --env tst --auto-approve", "bring tst to what the files say")])

    static func run(_ arguments: ParsedArguments, _ surroundings: Surroundings) async throws -> Int32 {
        guard let seconds = TimeArguments.seconds(arguments[limit] ?? "") else {
            throw arguments.invalid(limit, "give a span such as 90s, 30m or 2h")
        }
        let desired = try await DesiredStateFiles.valid(arguments, surroundings)
        let only = try EnvironmentArguments.chosen(arguments, in: desired)
        let world = try World(variables: surroundings.environment)
        let trail = try await Trail.write(of: desired.project.name, arguments, surroundings)
        let walk = try await ShowPlan.walk(desired, only, world)
        surroundings.output(PlanText(project: desired.project.name, commit: desired.commit, walk: walk).text)
        let protected = try protectedEnvironments(walk, desired, arguments)
        try approve(walk, arguments, surroundings)
        for environment in protected {
            try await trail.note(
                JournalNote(
                    kind: .approval, environment: environment, subject: "plan", text: arguments[reason] ?? "",
                    commit: desired.commit, actor: .person(surroundings.person), at: Date.now,
                    facts: ["digest": walk.digest.text]))
        }
        surroundings.say()

        let reconciler = world.reconciler(
            project: desired.project, trail: trail,
            stateDirectory: try StateDirectory(arguments, surroundings).path, actor: .person(surroundings.person),
            purpose: "tend apply by \(surroundings.person)", progress: { surroundings.tell("    \($0)") },
            report: { event in
                if let line = ProgressText.line(for: event) { surroundings.say(line) }
            })
        let report = try await reconciler.run(desired, only: only, limitSeconds: Double(seconds))
        return RunEnding.tell(report, surroundings)
    }

    /// The protected environments that the plan changes. A person who changes one past the daemon says why.
    private static func protectedEnvironments(
        _ walk: DryRun, _ desired: DesiredState, _ arguments: ParsedArguments
    ) throws -> [EnvironmentName] {
        let protected = Set(walk.steps.map(\.environment)).sorted()
            .filter { desired.project.settings(of: $0)?.isProtected == true }
        let says = arguments[reason].map { $0.contains { !$0.isWhitespace } } ?? false
        guard protected.isEmpty || says else {
            throw CommandFailure(
                message: "\(protected.map(\.text).joined(separator: ", ")) is protected, and this plan changes it; "
                    + "say why with --reason, or leave it out with --env")
        }
        return protected
    }

    private static func approve(
        _ walk: DryRun, _ arguments: ParsedArguments, _ surroundings: Surroundings
    ) throws {
        if let wanted = arguments[plan] {
            guard wanted.count >= 12, walk.digest.text.hasPrefix(wanted) else {
                throw CommandFailure(
                    message:
                        "the plan is no longer the one that was approved: its digest is \(walk.digest), not \(wanted); "
                        + "read the plan above and approve that")
            }
            return
        }
        guard !arguments[autoApprove], !walk.steps.isEmpty else { return }
        guard let ask = surroundings.ask else {
            throw CommandFailure(
                message:
                    "nobody can be asked here; approve the plan with --plan \(walk.digest.short) or with --auto-approve"
            )
        }
        guard ask("Do this? Type 'yes': ") == "yes" else {
            throw CommandFailure(message: "nothing was done")
        }
    }
}
