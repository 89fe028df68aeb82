import Model

/// How long things take in the simulated AWS, in seconds of virtual time.
///
/// Rough medians of what real accounts show; a plan prints them as estimates. They decide nothing: the order of the effects
/// is the same with other values.
public struct SimulatedTiming: Hashable, Sendable {
    /// From RunInstances to `running`.
    public var boot: Double = 20
    /// From `running` to passed status checks and an SSM agent online.
    public var checks: Double = 100
    /// From TerminateInstances to `terminated`.
    public var termination: Double = 40
    /// One step of an image, from `packer build` to an available AMI.
    public var build: Double = 300
    /// What is left of an AMI that was already being made when the walk began.
    public var image: Double = 60
    /// One command, from SendCommand to its outcome.
    public var command: Double = 10
    /// Creating or deleting a stack.
    public var stack: Double = 90
    /// Any other call.
    public var call: Double = 0.2

    /// The usual times.
    public init() {}

    /// The times for a walk to a desired state: quick enough that no instance misses the deadline of its fleet's health
    /// checks, because a walk shows what happens when all goes well.
    func meetingDeadlines(of desired: DesiredState) -> SimulatedTiming {
        let deadlines = desired.environments.values.flatMap(\.fleets.values).map(\.rollout.health.withinSeconds)
        guard let shortest = deadlines.min(), boot + checks > Double(shortest) / 2 else { return self }
        var timing = self
        let scale = max(0, Double(shortest) / 2) / (boot + checks)
        timing.boot *= scale
        timing.checks *= scale
        return timing
    }
}
