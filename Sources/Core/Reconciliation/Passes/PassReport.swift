import FoundationEssentials
import Model
import Planning

/// What one pass came to.
public struct PassReport: Sendable {
    /// The pass.
    public var pass: PassID
    /// What it decided.
    public var plan: Plan
    /// What it came to in each environment.
    public var environments: [EnvironmentName: EnvironmentReport]

    /// Whether the pass before had the same plan: what was done doesn't show yet.
    public var repeatsPlan: Bool

    /// Seconds after which the next pass makes sense: 0 when something was done, `nil` when there is nothing to wait for.
    public var nextLookSeconds: Double? {
        let next = environments.values.compactMap { $0.standing.nextLookSeconds(blocked: blocked) }.min()
        return repeatsPlan && next == 0 ? Self.repetitionSeconds : next
    }

    /// An effect that AWS accepted and doesn't show must not be asked for without a pause.
    private static let repetitionSeconds: Double = 2

    /// The environments that can't go on by themselves, so that waiting for them is in vain.
    private var blocked: Set<EnvironmentName> {
        Set(environments.filter { $0.value.standing.isBlocked }.keys)
    }
}

/// What a pass came to in one environment.
public struct EnvironmentReport: Sendable {
    /// The actions that were begun, and how they ended.
    public var performed: [PerformedAction]
    /// The release that was cut.
    public var release: Release?
    /// Where the environment stands now.
    public var standing: Standing
}

/// An action that was begun, and how it ended.
public struct PerformedAction: Hashable, Sendable {
    /// The action.
    public var planned: PlannedAction
    /// How it ended.
    public var outcome: Conclusion.Outcome
}

/// Where an environment stands after a pass.
public enum Standing: Hashable, Sendable {
    /// It is as it should be.
    case converged
    /// Something was done; look again at once.
    case progressing
    /// Only time can help; look again after so many seconds.
    case waiting(seconds: Int, broughtBy: Set<EnvironmentName>)
    /// A rule forbids what would be done.
    case withheld
    /// Something failed and is tried again after so many seconds.
    case retrying(seconds: Double, ActionFailure)
    /// Something failed, or is wrong, that a person must mend.
    case stalled(String)
    /// It could not be read; nothing was planned.
    case unreadable(String)
    /// Another tend has the lease.
    case busy(String)

    /// Whether the environment can't go on by itself.
    var isBlocked: Bool {
        switch self {
        case .withheld, .stalled, .busy, .unreadable: true
        case .converged, .progressing, .waiting, .retrying: false
        }
    }

    func nextLookSeconds(blocked: Set<EnvironmentName>) -> Double? {
        switch self {
        case .progressing: 0
        case .waiting(let seconds, let bringers):
            // Waiting for an environment that can't go on is waiting for nothing.
            bringers.isEmpty || !bringers.isSubset(of: blocked) ? Double(seconds) : nil
        case .retrying(let seconds, _): seconds
        case .converged, .withheld, .stalled, .busy, .unreadable: nil
        }
    }
}
