import FoundationEssentials
import Model

/// What to do next, and what isn't done and why: the answer to one look at AWS. A pure value; the same look gives the same plan.
public struct Plan: Hashable, Codable, Sendable {
    /// When it was made.
    public var at: Date
    /// The commit that it brings AWS to; `nil` for a working directory.
    public var commit: CommitID?
    /// A plan for each environment, `devops` first, then by name.
    public var environments: [EnvironmentPlan]
    /// What is worth knowing about the whole.
    public var notices: [String]
    /// What is wrong and belongs to no environment: a class whose sandboxes could not be looked for.
    public var problems: [Problem]
    /// Covers everything that would be done; the same for the same effects on the same resources.
    public var digest: ContentDigest

    /// The plan of an environment.
    public subscript(environment: EnvironmentName) -> EnvironmentPlan? {
        environments.first { $0.environment == environment }
    }

    /// Whether there is nothing to do, nothing to wait for and nothing withheld or stuck.
    public var isSettled: Bool { problems.isEmpty && environments.allSatisfy(\.isConverged) }
}

/// What to do next in one environment.
public struct EnvironmentPlan: Hashable, Codable, Sendable {
    /// The environment.
    public var environment: EnvironmentName
    /// The account it must be in.
    public var account: AccountID?
    /// What is not as it should be, in the order in which it is put right.
    public var changes: [Change] = []
    /// What to do now, in this order.
    public var actions: [PlannedAction] = []
    /// What time will bring.
    public var waits: [Wait] = []
    /// What would be done if a rule didn't forbid it.
    public var withheld: [Withheld] = []
    /// What a person has to mend.
    public var problems: [Problem] = []
    /// The hold that is in force.
    public var hold: Hold?
    /// What the environment consists of, once it is as it should be; `nil` for devops and for what is torn down.
    public var content: ReleaseContent?

    /// A plan that says nothing yet.
    public init(environment: EnvironmentName, account: AccountID?) {
        self.environment = environment
        self.account = account
    }

    /// Whether the environment is as it should be.
    public var isConverged: Bool {
        actions.isEmpty && waits.isEmpty && withheld.isEmpty && problems.isEmpty
    }
}

/// An action and its stable id.
public struct PlannedAction: Hashable, Codable, Sendable {
    /// The id.
    public var id: ActionID
    /// What to do.
    public var action: Action

    /// An action with its id.
    public init(id: ActionID, action: Action) {
        self.id = id
        self.action = action
    }
}

/// Something that is not as it should be, and what puts it right.
public struct Change: Hashable, Codable, Sendable {
    /// The thing, such as `fleet/web`.
    public var subject: String
    /// What is wrong, such as `0 of 2 instances run web@1.4.2`.
    public var why: String
    /// What puts it right, such as `launch 2`.
    public var remedy: String

    /// A change from its parts.
    public init(subject: String, why: String, remedy: String) {
        self.subject = subject
        self.why = why
        self.remedy = remedy
    }
}

/// Something that only time brings.
public struct Wait: Hashable, Codable, Sendable {
    /// The thing that is waited for.
    public var subject: String
    /// What it must become, and what it is now.
    public var what: String
    /// When waiting turns into a problem; `nil` when nobody said.
    public var deadline: Date?
    /// Seconds after which looking again makes sense.
    public var lookAgainSeconds: Int
    /// The environment whose actions bring it; `nil` when AWS does by itself.
    public var broughtBy: EnvironmentName?

    /// A wait from its parts.
    public init(
        subject: String, what: String, deadline: Date? = nil, lookAgainSeconds: Int, broughtBy: EnvironmentName? = nil
    ) {
        self.subject = subject
        self.what = what
        self.deadline = deadline
        self.lookAgainSeconds = lookAgainSeconds
        self.broughtBy = broughtBy
    }
}

/// Something that would be done if a rule didn't forbid it.
public struct Withheld: Hashable, Codable, Sendable {
    /// The rule.
    public var rule: Rule
    /// The thing it protects.
    public var subject: String
    /// What is withheld.
    public var what: String
    /// What a person can do about it.
    public var advice: String

    /// A withheld effect from its parts.
    public init(rule: Rule, subject: String, what: String, advice: String) {
        self.rule = rule
        self.subject = subject
        self.what = what
        self.advice = advice
    }

    /// The rules that withhold.
    public enum Rule: String, Hashable, Codable, Sendable {
        /// More would be removed than the caps allow.
        case terminationCap = "termination-cap"
        /// The desired state has no environment at all.
        case emptyDesiredState = "empty-desired-state"
        /// The files ask for a guard that this version can't enforce.
        case unenforcedGuard = "unenforced-guard"
        /// The resource doesn't carry tend's own tags.
        case notOurs = "not-ours"
        /// The environment is held at a release.
        case hold
    }
}

/// Something that stays as it is until a person acts or a new commit comes.
public struct Problem: Hashable, Codable, Sendable {
    /// The thing.
    public var subject: String
    /// What is wrong and why.
    public var what: String
    /// What a person can do about it.
    public var advice: String
    /// Whether it is a read that failed, which time alone may mend.
    public var isUnreadable: Bool

    /// A problem from its parts.
    public init(subject: String, what: String, advice: String, isUnreadable: Bool = false) {
        self.subject = subject
        self.what = what
        self.advice = advice
        self.isUnreadable = isUnreadable
    }
}
