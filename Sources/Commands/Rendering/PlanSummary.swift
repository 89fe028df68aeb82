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
    /// What AWS is still at work on by itself.
    let waits: Int
    /// The environments that are held at a release, whatever the files say.
    let held: [EnvironmentName]

    init(_ walk: DryRun) {
        let environments = walk.end.last.plan.environments
        waits = walk.plan.environments.reduce(0) { $0 + $1.waits.count { $0.broughtBy == nil } }
        held = walk.plan.environments.filter { $0.hold != nil }.map(\.environment)
        steps = walk.steps.count
        withheld = environments.reduce(0) { $0 + $1.withheld.count }
        stuck =
            environments.reduce(0) { $0 + $1.problems.count { !$0.isUnreadable } }
            + (walk.end.ending == .outOfTime ? environments.reduce(0) { $0 + $1.waits.count } : 0)
        unreadable =
            environments.reduce(0) { $0 + $1.problems.count(where: \.isUnreadable) } + walk.plan.problems.count
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
        if !parts.isEmpty { return "Plan: " + parts.joined(separator: ", ") + "." }
        let state = waits > 0 ? "AWS is on its way to what the files say" : "AWS is as the files say"
        let exception =
            held.isEmpty
            ? "" : ", but for \(held.map(\.text).joined(separator: ", ")), held at a release"
        return "Nothing to do: \(state)\(exception)."
    }
}
