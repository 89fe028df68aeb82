import FoundationEssentials
import Model
import Planning

/// What passes leave for later ones: back-off after failures, and what was reported already. Losing it costs a repeated try
/// and a repeated message, never control.
public struct PassMemory: Sendable {
    var setbacks: [EnvironmentName: Setback] = [:]
    var told: [EnvironmentName: Set<String>] = [:]
    private var commit: CommitID?
    private var lastPlan: ContentDigest?

    /// A memory of nothing.
    public init() {}

    /// A new commit supersedes the retries of an older one.
    mutating func follow(commit: CommitID?) {
        guard commit != self.commit else { return }
        self.commit = commit
        setbacks = [:]
    }

    /// Remembers a plan that something is done for.
    /// - Returns: Whether the pass before had the same.
    mutating func isRepetition(_ plan: Plan) -> Bool {
        let hasActions = plan.environments.contains { !$0.actions.isEmpty }
        defer { lastPlan = hasActions ? plan.digest : nil }
        return hasActions && lastPlan == plan.digest
    }

    /// Why an environment isn't acted on for now; `nil` when it may be.
    func obstacle(in environment: EnvironmentName, at now: Date) -> Setback? {
        guard let setback = setbacks[environment] else { return nil }
        if let until = setback.until, now >= until { return nil }
        return setback
    }

    mutating func fail(_ environment: EnvironmentName, _ failure: ActionFailure, at now: Date) {
        let attempts = (setbacks[environment]?.attempts ?? 0) + 1
        switch failure.disposition {
        case .stalled:
            setbacks[environment] = Setback(failure: failure, attempts: attempts, until: nil)
        case .retry(let seconds):
            // Doubling from a second to five minutes; what AWS asked for counts when it is longer.
            let backoff = min(300, 1 << min(attempts - 1, 9))
            setbacks[environment] = Setback(
                failure: failure, attempts: attempts, until: now.addingTimeInterval(Double(max(seconds, backoff))))
        }
    }

    mutating func succeed(_ environment: EnvironmentName) { setbacks[environment] = nil }
}

/// Why an environment isn't acted on for a while.
public struct Setback: Hashable, Sendable {
    /// What failed last.
    public var failure: ActionFailure
    /// How many times in a row.
    public var attempts: Int
    /// When it is tried again; `nil` when only a person or a new commit helps.
    public var until: Date?
}
