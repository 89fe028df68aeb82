import FoundationEssentials
import Model

/// An instance of the simulated AWS: what was last decided about it, and since when.
struct SimulatedInstance {
    var instance: Instance
    /// When it last began to start, to stop or to end; `nil` for one that time alone doesn't change.
    var changedAt: Date?

    /// What a look at a moment shows.
    func seen(at now: Date, timing: SimulatedTiming) -> Instance {
        guard let changedAt else { return instance }
        let elapsed = now.timeIntervalSince(changedAt)
        var seen = instance
        switch instance.state {
        case .pending:
            guard elapsed >= timing.boot else { return seen }
            seen.state = .running
            seen.statusChecks = .initializing
            guard elapsed >= timing.boot + timing.checks else { return seen }
            seen.statusChecks = .passed
            seen.agent = .online
        case .running:
            guard elapsed >= timing.checks else { return seen }
            if seen.statusChecks != .impaired { seen.statusChecks = .passed }
            if seen.agent == .absent { seen.agent = .online }
        case .shuttingDown:
            if elapsed >= timing.termination { seen.state = .terminated }
        case .stopping:
            if elapsed >= timing.termination { seen.state = .stopped }
        case .stopped, .terminated, .unknown: break
        }
        return seen
    }

    /// The moments at which a look begins to show something else.
    func turns(timing: SimulatedTiming) -> [Date] {
        guard let changedAt else { return [] }
        let seconds: [Double] =
            switch instance.state {
            case .pending: [timing.boot, timing.boot + timing.checks]
            case .running: [timing.checks]
            case .shuttingDown, .stopping: [timing.termination]
            case .stopped, .terminated, .unknown: []
            }
        return seconds.map(changedAt.addingTimeInterval)
    }

    /// The instance as it was observed, and what time alone will make of it: a running one whose checks or agent aren't
    /// there yet gets them. The first look shows exactly what was observed.
    static func seeded(_ instance: Instance, at now: Date, timing: SimulatedTiming) -> SimulatedInstance {
        switch instance.state {
        case .shuttingDown, .stopping:
            return SimulatedInstance(instance: instance, changedAt: now)
        case .pending:
            let latest = now.addingTimeInterval(1 - max(1, timing.boot))
            return SimulatedInstance(instance: instance, changedAt: max(instance.launchedAt, latest))
        case .running where isStarting(instance):
            // One that has taken longer than usual so far is taken to be ready soon.
            let latest = now.addingTimeInterval(1 - max(1, timing.checks))
            return SimulatedInstance(
                instance: instance, changedAt: max(instance.launchedAt.addingTimeInterval(timing.boot), latest))
        case .running, .stopped, .terminated, .unknown:
            return SimulatedInstance(instance: instance, changedAt: nil)
        }
    }

    private static func isStarting(_ instance: Instance) -> Bool {
        instance.statusChecks == .initializing || instance.statusChecks == .unknown || instance.agent == .absent
    }
}
