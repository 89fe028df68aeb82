import Crypto
import FoundationEssentials
import Model

/// An environment's plan before its actions have ids: those come from the digest of the whole.
struct EnvironmentDraft {
    var environment: EnvironmentName
    var account: AccountID?
    var step = StepDraft()
    var hold: Hold?
    var content: ReleaseContent?

    /// The plan, with the ids that its actions have in it.
    func numbered(plan digest: ContentDigest, at now: Date) -> EnvironmentPlan {
        var plan = EnvironmentPlan(environment: environment, account: account)
        plan.changes = step.changes
        plan.actions = step.actions.enumerated().map { position, action in
            PlannedAction(
                id: ActionID(plan: digest, at: now, environment: environment, position: position), action: action)
        }
        plan.waits = step.waits
        plan.withheld = step.withheld
        plan.problems = step.problems
        plan.hold = hold
        plan.content = content
        return plan
    }

    /// Covers everything that would be done, environment by environment and in order.
    static func digest(of drafts: [EnvironmentDraft]) -> ContentDigest {
        var digest = FieldHash(purpose: "tend plan")
        for draft in drafts {
            for action in draft.step.actions {
                digest.add(draft.environment.text)
                digest.add(draft.account?.text ?? "")
                for field in action.substance { digest.add(field) }
            }
        }
        return ContentDigest(bytes: digest.finish())
    }
}
