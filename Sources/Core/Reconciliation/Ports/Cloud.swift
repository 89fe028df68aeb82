import FoundationEssentials
import Model

/// Looking at AWS. Read-only credentials suffice.
public protocol CloudReader: Sendable {
    /// Looks at the devops account's images and at every environment in scope.
    ///
    /// It never throws: what could not be read whole is `unreadable` in the answer, one environment without the others.
    /// - Parameter scope: What to look at.
    /// - Returns: An entry for every environment in scope, and for every sandbox that AWS has and git no longer names.
    func observe(_ scope: ObservationScope) async -> ActualState
}

/// Acting on AWS.
public protocol CloudWriter: Sendable {
    /// Has one effect and waits until AWS has accepted it; for a command, until every invocation has ended.
    ///
    /// The order's id makes a repetition harmless wherever AWS can tell (ClientToken, tags, `Comment`).
    /// Images are built by `ImageBuilder`, not here.
    func perform(_ order: ActionOrder) async throws(ActionFailure) -> ActionResult

    /// Tags an AMI that was just built, and its snapshots, as tend's own; only then does the image exist for planning.
    func registerImage(_ ami: AMIID, built order: BuildOrder) async throws(ActionFailure)

    /// Finds out what became of an action that was begun by a process that then died.
    func lookUp(_ order: ActionOrder) async throws(ActionFailure) -> LookUpAnswer
}

/// An AWS: `LiveCloud` or `SimulatedCloud`.
public typealias Cloud = CloudReader & CloudWriter

/// What to look at.
public struct ObservationScope: Sendable {
    /// The desired state, whose accounts and environments are read.
    public var desired: DesiredState
    /// Only these environments; `nil` for all, and for the sandboxes that git no longer names.
    public var only: Set<EnvironmentName>?

    /// A scope from its parts.
    public init(desired: DesiredState, only: Set<EnvironmentName>? = nil) {
        self.desired = desired
        self.only = only
    }
}

/// An action with all that is needed to perform it.
public struct ActionOrder: Sendable {
    /// The action's stable id.
    public var id: ActionID
    /// What to do.
    public var action: Action
    /// The state that it comes from: tags, scripts, accounts.
    public var desired: DesiredState

    /// An order from its parts.
    public init(id: ActionID, action: Action, desired: DesiredState) {
        self.id = id
        self.action = action
        self.desired = desired
    }
}

/// What an action that succeeded brought.
public struct ActionResult: Hashable, Codable, Sendable {
    /// One line for people, such as `launched i-0abc, i-0def`.
    public var summary: String
    /// The ids of what was created.
    public var created: [String]
    /// What a command brought back from each instance, by instance id.
    public var invocations: [CommandInvocation]

    /// A result from its parts.
    public init(summary: String, created: [String] = [], invocations: [CommandInvocation] = []) {
        self.summary = summary
        self.created = created
        self.invocations = invocations
    }
}

/// What a command brought back from one instance.
public struct CommandInvocation: Hashable, Codable, Sendable {
    /// The instance.
    public var instance: InstanceID
    /// How it went.
    public var status: CommandReceiptStatus
    /// SSM's own word, such as `Success` or `ExecutionTimedOut`.
    public var statusDetails: String
    /// The exit status; `nil` when nothing ran to its end.
    public var exitStatus: Int?
    /// What it printed, where the command's feedback asks for it.
    public var standardOutput: String
    /// What it printed to standard error, likewise.
    public var standardError: String

    /// An invocation from its parts.
    public init(
        instance: InstanceID, status: CommandReceiptStatus, statusDetails: String, exitStatus: Int?,
        standardOutput: String, standardError: String
    ) {
        self.instance = instance
        self.status = status
        self.statusDetails = statusDetails
        self.exitStatus = exitStatus
        self.standardOutput = standardOutput
        self.standardError = standardError
    }
}

/// What became of an action whose outcome nobody recorded.
public enum LookUpAnswer: Hashable, Sendable {
    /// AWS shows its effect.
    case done(ActionResult)
    /// AWS shows that it had none.
    case notDone(String)
    /// AWS can't tell.
    case indeterminate(String)
}
