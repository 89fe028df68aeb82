import FoundationEssentials
import Model
import Planning
import Reconciliation
import SimulatedCloud

/// A plan as JSON: one object, in a stable order, with the version of its form in `format`.
struct PlanDocument: Encodable {
    let format = "tend.plan/1"
    let project: ProjectName
    let commit: CommitID?
    let at: Date
    let digest: ContentDigest
    let summary: Summary
    let environments: [Environment]
    let steps: [Step]
    let problems: [Problem]
    let notices: [String]

    struct Summary: Encodable {
        let steps: Int
        let withheld: Int
        let stuck: Int
        let unreadable: Int
        let estimatedSeconds: Double
        let exitStatus: Int32
    }

    struct Environment: Encodable {
        let environment: EnvironmentName
        let account: AccountID?
        let hold: Hold?
        let changes: [Change]
        let waits: [Wait]
        let withheld: [Withheld]
        let problems: [Problem]
    }

    struct Step: Encodable {
        let environment: EnvironmentName
        let account: AccountID?
        let action: String
        let subject: String
        let what: String
        let atSeconds: Double
    }

    init(project: ProjectName, commit: CommitID?, walk: DryRun) {
        let sum = PlanSummary(walk)
        self.project = project
        self.commit = commit
        at = walk.plan.at
        digest = walk.digest
        summary = Summary(
            steps: sum.steps, withheld: sum.withheld, stuck: sum.stuck, unreadable: sum.unreadable,
            estimatedSeconds: walk.seconds.rounded(), exitStatus: sum.exitStatus)
        environments = walk.plan.environments.map { plan in
            // What is withheld or stuck only further on belongs to the plan as much as what is now.
            let end = walk.end.last.plan[plan.environment]
            return Environment(
                environment: plan.environment, account: plan.account, hold: plan.hold, changes: plan.changes,
                waits: plan.waits, withheld: end?.withheld ?? plan.withheld, problems: end?.problems ?? plan.problems)
        }
        steps = walk.steps.map {
            Step(
                environment: $0.environment, account: $0.account, action: $0.action.verb, subject: $0.action.subject,
                what: $0.action.line, atSeconds: $0.atSeconds.rounded())
        }
        problems = walk.plan.problems
        notices = walk.plan.notices
    }
}
