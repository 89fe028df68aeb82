import FoundationEssentials
import Model
import Planning
import Reconciliation
import SimulatedCloud

/// A plan as a person reads it.
struct PlanText {
    let project: ProjectName
    let commit: CommitID?
    let walk: DryRun
    let summary: PlanSummary

    init(project: ProjectName, commit: CommitID?, walk: DryRun) {
        self.project = project
        self.commit = commit
        self.walk = walk
        summary = PlanSummary(walk)
    }

    /// The whole text, ending with a line end.
    var text: String {
        var lines = ["\(project), \(Wording.commit(commit)), compared with AWS at \(Wording.moment(walk.plan.at))"]
        for environment in walk.plan.environments { lines += section(environment) }
        if !walk.plan.problems.isEmpty { lines += [""] + walk.plan.problems.flatMap(Self.lines) }
        if !walk.steps.isEmpty { lines += [""] + steps }
        lines += ending
        if !walk.plan.notices.isEmpty { lines += [""] + walk.plan.notices.map { "note: \($0)" } }
        lines += ["", summary.line(seconds: walk.seconds)]
        if !walk.steps.isEmpty { lines.append("digest \(walk.digest)") }
        return lines.joined(separator: "\n") + "\n"
    }

    private func section(_ plan: EnvironmentPlan) -> [String] {
        var lines = ["", "\(Wording.environment(plan.environment))  \(plan.account?.text ?? "no account")"]
        if let hold = plan.hold {
            lines.append(
                "  held at release \(hold.release) until \(Wording.moment(hold.until)) by \(hold.owner): \(hold.reason)"
            )
        }
        var table = TextTable()
        for change in plan.changes { table.row(change.subject, change.why, "→ \(change.remedy)") }
        lines += table.lines(indent: "  ")
        for wait in plan.waits {
            let bringer = wait.broughtBy.map { " (see \($0))" } ?? ""
            lines.append("  waiting: \(wait.what)\(bringer)")
        }
        for withheld in plan.withheld {
            lines.append("  withheld (\(withheld.rule.rawValue)): \(withheld.subject): \(withheld.what)")
            lines.append("    \(withheld.advice)")
        }
        lines += plan.problems.flatMap(Self.lines)
        if plan.isConverged && plan.changes.isEmpty { lines.append("  nothing to do") }
        return lines
    }

    private static func lines(for problem: Problem) -> [String] {
        let line = "  \(problem.isUnreadable ? "unreadable" : "stuck"): \(problem.subject): \(problem.what)"
        return problem.advice.isEmpty ? [line] : [line, "    \(problem.advice)"]
    }

    private var steps: [String] {
        var table = TextTable()
        for (index, step) in walk.steps.enumerated() {
            table.row(
                "\(index + 1).", "+\(Wording.span(seconds: step.atSeconds))", Wording.environment(step.environment),
                step.action.line)
        }
        return ["What will be done, in order (times are estimates):"] + table.lines(indent: "  ")
    }

    /// What the walk didn't get to: it shows only when the first look didn't show it already.
    private var ending: [String] {
        var lines: [String] = []
        for plan in walk.end.last.plan.environments {
            let first = walk.plan[plan.environment]
            for problem in plan.problems where first?.problems.contains(problem) != true {
                lines.append("  stuck: \(plan.environment) \(problem.subject): \(problem.what) (\(problem.advice))")
            }
            for withheld in plan.withheld where first?.withheld.contains(withheld) != true {
                lines.append("  withheld (\(withheld.rule.rawValue)): \(plan.environment) \(withheld.what)")
            }
            for wait in plan.waits where walk.end.ending == .outOfTime {
                lines.append("  never comes by itself: \(plan.environment) \(wait.subject): \(wait.what)")
            }
        }
        return lines.isEmpty ? [] : ["", "And then:"] + lines
    }
}
