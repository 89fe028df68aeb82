import FoundationEssentials
import Model

/// One environment of the simulated AWS.
struct SimulatedEnvironment {
    var actual: ActualEnvironment
    var instances: [InstanceID: SimulatedInstance]
    /// When the stack last began to change.
    var stackChangedAt: Date?

    init(_ actual: ActualEnvironment, at now: Date, timing: SimulatedTiming) {
        self.actual = actual
        instances = Dictionary(
            uniqueKeysWithValues: actual.instances.map { ($0.id, .seeded($0, at: now, timing: timing)) })
        stackChangedAt = actual.stack.flatMap { $0.phase == .working || $0.phase == .deleting ? now : nil }
    }

    /// What a look at a moment shows.
    func seen(at now: Date, timing: SimulatedTiming) -> ActualEnvironment {
        var seen = actual
        seen.instances = instances.values.map { $0.seen(at: now, timing: timing) }.sorted { $0.id < $1.id }
        if let stackChangedAt, let stack = actual.stack, now.timeIntervalSince(stackChangedAt) >= timing.stack {
            switch stack.phase {
            case .working:
                seen.stack?.phase = .ready
                seen.stack?.status = "CREATE_COMPLETE"
            case .deleting: seen.stack = nil
            case .ready, .failed: break
            }
        }
        return seen
    }

    /// The moments at which a look begins to show something else.
    func turns(timing: SimulatedTiming) -> [Date] {
        let stack = stackChangedAt.map { [$0.addingTimeInterval(timing.stack)] } ?? []
        return stack + instances.values.flatMap { $0.turns(timing: timing) }
    }

    mutating func end(_ ids: [InstanceID], at now: Date) {
        for id in ids where instances[id]?.instance.state.isEnding == false {
            instances[id]?.instance.state = .shuttingDown
            instances[id]?.changedAt = now
        }
    }

    mutating func start(_ ids: [InstanceID], at now: Date) {
        // One that was stopping when the walk began is still recorded so, and has stopped by now.
        for id in ids where instances[id]?.instance.state == .stopped || instances[id]?.instance.state == .stopping {
            instances[id]?.instance.state = .pending
            instances[id]?.instance.statusChecks = .initializing
            // EC2's LaunchTime is that of the last start, and health deadlines count from it.
            instances[id]?.instance.launchedAt = now
            instances[id]?.changedAt = now
        }
    }

    mutating func receive(_ receipt: CommandReceipt, of command: CommandName, on ids: [InstanceID]) {
        for id in ids {
            instances[id]?.instance.receipts[command] = receipt
            instances[id]?.instance.tags[TagKey.command(command)] = receipt.tagValue
        }
    }
}
