import Model
import Planning

/// Something worth telling while it happens.
public enum ReconcilerEvent: Sendable {
    /// A look at AWS was turned into a plan.
    case planned(Plan)
    /// An action begins; its intent is in the journal.
    case began(EnvironmentName, PlannedAction)
    /// An action ended; its outcome is in the journal.
    case ended(EnvironmentName, PlannedAction, Conclusion.Outcome)
    /// An action that a process that died had begun was looked up.
    case recovered(Intent, Conclusion.Outcome)
    /// An environment has converged at something new.
    case released(Release)
    /// Nothing can be done for so many seconds.
    case waiting(seconds: Double, [EnvironmentName: [Wait]])
}
