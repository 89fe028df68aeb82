import FoundationEssentials
import Model
import Planning

extension Reconciler {
    /// Passes until nothing is left that tend can do, or until the time is up.
    ///
    /// - Parameters:
    ///   - whenBusy: What to do about an environment in which another tend is at work.
    ///   - limitSeconds: How long to go on; an agent that never comes online would otherwise be waited for for ever.
    /// - Returns: The last pass, and why there was no other.
    /// - Throws: When the journal can't be written. Nothing is begun after that.
    public func run(
        _ desired: DesiredState, only: Set<EnvironmentName>? = nil, limitSeconds: Double,
        whenBusy: WhenBusy = .giveUp
    ) async throws(JournalFailure) -> RunReport {
        var memory = PassMemory()
        let start = await ports.clock.now()
        var performed: [PerformedAction] = []
        var releases: [Release] = []
        while true {
            let pass = try await pass(desired, only: only, memory: &memory)
            for environment in pass.plan.environments {
                guard let report = pass.environments[environment.environment] else { continue }
                performed += report.performed
                if let release = report.release { releases.append(release) }
            }
            let finish = { (ending: RunReport.Ending) in
                RunReport(last: pass, performed: performed, releases: releases, ending: ending)
            }
            if Task.isCancelled { return finish(.cancelled) }
            guard let seconds = nextLook(after: pass, whenBusy) else { return finish(.settled) }
            let elapsed = await ports.clock.now().timeIntervalSince(start)
            if elapsed + seconds > limitSeconds { return finish(.outOfTime) }
            guard seconds > 0 else { continue }
            report(.waiting(seconds: seconds, waits(in: pass)))
            do {
                try await ports.clock.sleep(seconds: seconds)
            } catch {
                return finish(.cancelled)
            }
        }
    }

    /// What a run does about an environment in which another tend is at work.
    public enum WhenBusy: Sendable {
        /// Leaves it alone; the report says who has it.
        case giveUp
        /// Looks again every second.
        case wait
    }

    private func nextLook(after pass: PassReport, _ whenBusy: WhenBusy) -> Double? {
        if let seconds = pass.nextLookSeconds { return seconds }
        guard whenBusy == .wait else { return nil }
        let isBusy = pass.environments.values.contains { report in
            if case .busy = report.standing { true } else { false }
        }
        return isBusy ? 1 : nil
    }

    private func waits(in pass: PassReport) -> [EnvironmentName: [Wait]] {
        Dictionary(
            uniqueKeysWithValues: pass.plan.environments.filter { !$0.waits.isEmpty }.map { ($0.environment, $0.waits) }
        )
    }
}

/// What a run of passes came to.
public struct RunReport: Sendable {
    /// The last pass.
    public var last: PassReport
    /// Every action that was begun, in the order of the passes.
    public var performed: [PerformedAction]
    /// Every release that was cut.
    public var releases: [Release]
    /// Why there was no further pass.
    public var ending: Ending

    /// Why a run ended.
    public enum Ending: Hashable, Sendable {
        /// Nothing is left that tend can do.
        case settled
        /// Time was up.
        case outOfTime
        /// Somebody asked it to stop.
        case cancelled
    }
}
