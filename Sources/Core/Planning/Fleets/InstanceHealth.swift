import FoundationEssentials
import Model

/// What the fleet's checks say of an instance.
enum InstanceHealth: Hashable {
    /// Every check passes.
    case healthy
    /// Not yet, and it still has time until the deadline, if there is one.
    case starting(missing: String, deadline: Date?)
    /// A check failed after the grace period, or the deadline has passed: in words that end a sentence about it.
    case failed(String)
    /// It is stopped.
    case stopped

    init(of instance: Instance, by spec: HealthSpec, at now: Date) {
        switch instance.state {
        case .stopped:
            self = .stopped
            return
        case .unknown:
            self = .failed("is in a state that this version of tend doesn't know")
            return
        case .stopping:
            // It was launched long ago, so the deadline says nothing; once it has stopped it is started.
            self = .starting(missing: "is stopping, not running", deadline: nil)
            return
        case .pending, .running, .shuttingDown, .terminated: break
        }
        let deadline = instance.launchedAt.addingTimeInterval(Double(spec.withinSeconds))
        let isInGrace = now < instance.launchedAt.addingTimeInterval(Double(spec.graceSeconds))
        if instance.statusChecks == .impaired && spec.checks.contains(.instanceStatus) && !isInGrace {
            self = .failed("is impaired, as EC2's status checks say")
            return
        }
        let missing = Self.missing(instance, spec)
        guard !missing.isEmpty else {
            self = .healthy
            return
        }
        let text = missing.joined(separator: ", ")
        self =
            now < deadline
            ? .starting(missing: text, deadline: deadline) : .failed("\(text) in \(spec.withinSeconds) s")
    }

    /// What keeps the instance from being healthy, in words that end a sentence about it.
    private static func missing(_ instance: Instance, _ spec: HealthSpec) -> [String] {
        guard instance.state == .running else { return ["is \(instance.state.rawValue), not running"] }
        var missing: [String] = []
        if spec.checks.contains(.instanceStatus) && instance.statusChecks != .passed {
            missing.append("has not passed EC2's status checks")
        }
        if spec.checks.contains(.ssmOnline) && instance.agent != .online {
            missing.append("has no SSM agent online")
        }
        return missing
    }
}
