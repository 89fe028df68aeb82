import Model
import Planning
import Reconciliation
import SimulatedCloud

/// What a plan comes to in a line and an exit status.
struct PlanSummary {
    let steps: Int
    let withheld: Int
    let stuck: Int
    let unreadable: Int

    init(_ walk: DryRun) {
        let environments = walk.end.last.plan.environments
        steps = walk.steps.count
        withheld = environments.reduce(0) { $0 + $1.withheld.count }
        stuck =
            environments.reduce(0) { $0 + $1.problems.count { !$0.isUnreadable } }
            + (walk.end.ending == .outOfTime ? environments.reduce(0) { $0 + $1.waits.count } : 0)
        unreadable = environments.reduce(0) { $0 + $1.problems.count(where: \.isUnreadable) }
    }

    var exitStatus: Int32 {
        if unreadable > 0 { return ExitStatus.failure }
        if withheld > 0 || stuck > 0 { return ExitStatus.withheld }
        return steps > 0 ? ExitStatus.changes : ExitStatus.success
    }

    func line(seconds: Double) -> String {
        var parts: [String] = []
        if steps > 0 { parts.append("\(counted(steps, "step")), about \(Wording.span(seconds: seconds))") }
        if withheld > 0 { parts.append("\(withheld) withheld") }
        if stuck > 0 { parts.append("\(stuck) stuck") }
        if unreadable > 0 { parts.append("\(unreadable) unreadable") }
        return parts.isEmpty ? "Nothing to do: AWS is as the files say." : "Plan: " + parts.joined(separator: ", ") + "."
    }
}
