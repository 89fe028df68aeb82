import FoundationEssentials

/// All that was read from AWS in one look, including what could not be read.
public struct ActualState: Hashable, Codable, Sendable {
    /// When the look began.
    public var observedAt: Date
    /// The images in the devops account.
    public var artifacts: Observation<ActualArtifacts>
    /// The environments that were looked at, and the sandboxes that were found without being looked for.
    public var environments: [EnvironmentName: Observation<ActualEnvironment>]
    /// Why nobody can tell which sandboxes there are beside those that git names; `nil` when they were looked for.
    public var sandboxesUnreadable: ObservationFailure?

    /// A look from its parts.
    public init(
        observedAt: Date, artifacts: Observation<ActualArtifacts>,
        environments: [EnvironmentName: Observation<ActualEnvironment>],
        sandboxesUnreadable: ObservationFailure? = nil
    ) {
        self.observedAt = observedAt
        self.artifacts = artifacts
        self.environments = environments
        self.sandboxesUnreadable = sandboxesUnreadable
    }
}

/// What was read, or why it wasn't. A failed read never means "empty", so there is no default value.
public enum Observation<Value: Hashable & Codable & Sendable>: Hashable, Codable, Sendable {
    /// Read whole.
    case observed(Value)
    /// Not read, or only in part: nothing may be concluded.
    case unreadable(ObservationFailure)

    /// The value, if it was read whole.
    public var value: Value? {
        if case .observed(let value) = self { value } else { nil }
    }

    /// Why there is no value.
    public var failure: ObservationFailure? {
        if case .unreadable(let failure) = self { failure } else { nil }
    }
}

/// Why something could not be read.
public struct ObservationFailure: Hashable, Codable, Sendable, CustomStringConvertible {
    /// What was being read, such as `prd: DescribeInstances in 444444444444`.
    public var subject: String
    /// What came back.
    public var reason: String
    /// What a person can do about it.
    public var advice: String
    /// Whether time alone may mend it (a throttle, a time-out) or somebody has to act (a missing permission).
    public var isTransient: Bool

    /// A failure from its parts.
    public init(subject: String, reason: String, advice: String, isTransient: Bool) {
        self.subject = subject
        self.reason = reason
        self.advice = advice
        self.isTransient = isTransient
    }

    /// One line for people.
    public var description: String { "\(subject): \(reason)" + (advice.isEmpty ? "" : " (\(advice))") }
}
