import FoundationEssentials
import Model
import Reconciliation

/// What a daemon is told when it starts.
public struct DaemonSettings: Sendable {
    /// The branch that is followed.
    public var branch: String
    /// The folder of the desired state in the repository.
    public var path: String
    /// Seconds between two looks at git.
    public var gitIntervalSeconds: Double
    /// Seconds after which AWS is looked at even when nothing seems to have changed.
    public var resyncSeconds: Double

    /// Settings, one by one.
    public init(branch: String, path: String, gitIntervalSeconds: Double, resyncSeconds: Double) {
        self.branch = branch
        self.path = path
        self.gitIntervalSeconds = gitIntervalSeconds
        self.resyncSeconds = resyncSeconds
    }
}
