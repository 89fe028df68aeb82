import FoundationEssentials
import Model

/// The record of what is done and why. No effect without it: an intent that can't be written is not carried out.
public protocol Journal: Sendable {
    /// Writes, durably before it returns, that an action is about to be performed.
    func intend(_ intent: Intent) async throws(JournalFailure)

    /// Writes what became of an action.
    func conclude(_ conclusion: Conclusion) async throws(JournalFailure)

    /// Writes something that is not an effect but that someone will ask about.
    func note(_ note: JournalNote) async throws(JournalFailure)

    /// Cuts a release if the content differs from the environment's latest release.
    /// - Returns: The new release, or `nil` when the latest one already says the same.
    func converged(_ convergence: Convergence) async throws(JournalFailure) -> Release?

    /// The intents without conclusion, oldest first: what a process that died had begun.
    func openIntents() async throws(JournalFailure) -> [Intent]
}

/// An action that is about to be performed.
public struct Intent: Hashable, Codable, Sendable {
    /// The action's id.
    public var id: ActionID
    /// What will be done.
    public var action: Action
    /// The pass that decided on it.
    public var pass: PassID
    /// The commit it comes from; `nil` for a working directory.
    public var commit: CommitID?
    /// Who is answerable.
    public var actor: Actor
    /// When.
    public var at: Date

    /// An intent from its parts.
    public init(id: ActionID, action: Action, pass: PassID, commit: CommitID?, actor: Actor, at: Date) {
        self.id = id
        self.action = action
        self.pass = pass
        self.commit = commit
        self.actor = actor
        self.at = at
    }
}

/// What became of an action.
public struct Conclusion: Hashable, Codable, Sendable {
    /// The intent that it closes.
    public var intent: Intent
    /// How it ended.
    public var outcome: Outcome
    /// When that was known.
    public var at: Date

    /// A conclusion from its parts.
    public init(intent: Intent, outcome: Outcome, at: Date) {
        self.intent = intent
        self.outcome = outcome
        self.at = at
    }

    /// How an action ended.
    public enum Outcome: Hashable, Codable, Sendable {
        /// As wanted.
        case done(ActionResult)
        /// Not as wanted.
        case failed(ActionFailure)
        /// Found later to have been done, by looking it up after a restart.
        case recoveredDone(ActionResult)
        /// Found later not to have been done.
        case recoveredNotDone(String)
        /// Nobody can tell.
        case indeterminate(String)
    }
}

/// Something that is not an effect but that someone will ask about.
public struct JournalNote: Hashable, Codable, Sendable {
    /// What kind of thing.
    public var kind: Kind
    /// The environment it concerns; `nil` for all.
    public var environment: EnvironmentName?
    /// The thing in that environment, such as `fleet/web`.
    public var subject: String
    /// What happened and why, for people.
    public var text: String
    /// The pass it happened in, if any.
    public var pass: PassID?
    /// The commit in force; `nil` for a working directory.
    public var commit: CommitID?
    /// Who is answerable.
    public var actor: Actor
    /// When.
    public var at: Date
    /// Further facts, by name.
    public var facts: [String: String]

    /// A note from its parts.
    public init(
        kind: Kind, environment: EnvironmentName?, subject: String, text: String, pass: PassID? = nil,
        commit: CommitID? = nil, actor: Actor, at: Date, facts: [String: String] = [:]
    ) {
        self.kind = kind
        self.environment = environment
        self.subject = subject
        self.text = text
        self.pass = pass
        self.commit = commit
        self.actor = actor
        self.at = at
        self.facts = facts
    }

    /// What kind of thing a note tells. The raw value is what the audit trail stores.
    public enum Kind: String, Hashable, Codable, Sendable, CaseIterable {
        /// What was observed differs from the last look.
        case observationChanged = "observation-changed"
        /// A new commit came into force, or was refused.
        case decision
        /// Something was not done, and which rule said so.
        case withheld
        /// An environment is told to stay at a release.
        case hold
        /// A hold ended or was lifted.
        case resume
        /// Somebody asked for a rollback.
        case rollback
        /// Somebody approved a plan.
        case approval
        /// An environment can't go on without a person.
        case stalled
    }
}

/// An environment that is as it should be.
public struct Convergence: Hashable, Codable, Sendable {
    /// The environment.
    public var environment: EnvironmentName
    /// What it consists of.
    public var content: ReleaseContent
    /// The release that a hold told it to be; `nil` when it followed git.
    public var restores: Int?
    /// The pass that saw it.
    public var pass: PassID
    /// The commit in force.
    public var commit: CommitID?
    /// Who is answerable.
    public var actor: Actor
    /// When.
    public var at: Date

    /// A convergence from its parts.
    public init(
        environment: EnvironmentName, content: ReleaseContent, restores: Int?, pass: PassID, commit: CommitID?,
        actor: Actor, at: Date
    ) {
        self.environment = environment
        self.content = content
        self.restores = restores
        self.pass = pass
        self.commit = commit
        self.actor = actor
        self.at = at
    }
}

/// Why something could not be written to the journal. Nothing is performed after it.
public struct JournalFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// What happened, to which file, and why.
    public var message: String
    /// What a person can do next.
    public var advice: String

    /// A failure from its parts.
    public init(message: String, advice: String) {
        self.message = message
        self.advice = advice
    }

    /// Message and advice on one line.
    public var description: String { advice.isEmpty ? message : "\(message) (\(advice))" }
}
