import Model
import Planning
import Reconciliation

/// What happens during a run, a line for each thing that changes.
struct ProgressText {
    /// The line for an event; `nil` for those that say nothing new.
    static func line(for event: ReconcilerEvent) -> String? {
        switch event {
        case .planned: nil
        case .began(let environment, let planned): "\(Wording.environment(environment))  \(planned.action.line) …"
        case .ended(let environment, let planned, let outcome): ending(environment, planned, outcome)
        case .recovered(let intent, let outcome):
            "\(Wording.environment(intent.action.environment))  an earlier tend had begun to "
                + "\(intent.action.line): \(recovery(outcome))"
        case .released(let release):
            "\(Wording.environment(release.environment))  release \(release.number)"
                + (release.restores.map { " (restores release \($0))" } ?? "")
        case .waiting: nil
        }
    }

    private static func ending(
        _ environment: EnvironmentName, _ planned: PlannedAction, _ outcome: Conclusion.Outcome
    ) -> String {
        let mark = Wording.environment(environment)
        switch outcome {
        case .done(let result), .recoveredDone(let result):
            return "\(mark)  done: \(result.summary)" + invocations(result)
        case .failed(let failure): return "\(mark)  FAILED: \(failure)"
        case .recoveredNotDone(let reason): return "\(mark)  not done: \(reason)"
        case .indeterminate(let reason): return "\(mark)  nobody can tell: \(reason)"
        }
    }

    private static func invocations(_ result: ActionResult) -> String {
        result.invocations.flatMap { InvocationLines.lines($0, indent: "      ") }.map { "\n\($0)" }.joined()
    }

    private static func recovery(_ outcome: Conclusion.Outcome) -> String {
        switch outcome {
        case .done(let result), .recoveredDone(let result): "it was done (\(result.summary))"
        case .failed(let failure): "it failed (\(failure))"
        case .recoveredNotDone(let reason): "it was not done (\(reason))"
        case .indeterminate(let reason): "nobody can tell (\(reason))"
        }
    }
}
