import Logging
import Model
import Planning
import Reconciliation

/// What happens during passes, as log events with the ids to follow an action.
public struct ProgressLog: Sendable {
    private let log: Logger

    /// Events go to this log.
    public init(_ log: Logger) { self.log = log }

    /// Writes an event.
    public func write(_ event: ReconcilerEvent) {
        switch event {
        case .planned(let plan): log.debug("planned", ["digest": plan.digest.short])
        case .began(let environment, let planned):
            logger(environment, planned).info("began", ["what": planned.action.line])
        case .ended(let environment, let planned, let outcome): end(environment, planned, outcome)
        case .recovered(let intent, let outcome):
            log.notice(
                "looked up what an earlier tend had begun",
                [
                    "environment": intent.action.environment.text, "action": intent.id.text, "what": intent.action.line,
                    "outcome": "\(Self.text(of: outcome))",
                ])
        case .released(let release):
            log.notice(
                "released", ["environment": release.environment.text, "release": "\(release.number)"])
        case .waiting: break
        }
    }

    private func end(_ environment: EnvironmentName, _ planned: PlannedAction, _ outcome: Conclusion.Outcome) {
        let log = logger(environment, planned)
        let text = Self.text(of: outcome)
        if case .failed = outcome { log.error("failed", ["why": text]) } else { log.info("done", ["what": text]) }
    }

    private func logger(_ environment: EnvironmentName, _ planned: PlannedAction) -> Logger {
        log.with([
            "environment": environment.text, "subject": planned.action.subject, "action": planned.id.text,
        ])
    }

    private static func text(of outcome: Conclusion.Outcome) -> String {
        switch outcome {
        case .done(let result), .recoveredDone(let result): result.summary
        case .failed(let failure): failure.description
        case .recoveredNotDone(let reason): "not done: \(reason)"
        case .indeterminate(let reason): "nobody can tell: \(reason)"
        }
    }
}
