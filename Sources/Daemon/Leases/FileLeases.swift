import FileLock
import FoundationEssentials
import Model
import Reconciliation

/// One writer for each environment on one host: a lock file beside the audit trail. The kernel frees it when the process
/// that holds it dies, however it dies.
public struct FileLeases: EnvironmentLeases {
    private let directory: String
    private let project: ProjectName

    /// Leases for the environments of a project.
    /// - Parameter directory: Where the lock files are; it must exist.
    public init(directory: String, project: ProjectName) {
        self.directory = directory
        self.project = project
    }

    /// Takes the lock of an environment if nobody has it.
    public func acquire(_ environment: EnvironmentName, purpose: String) async -> LeaseAnswer {
        do throws(FileLockError) {
            let lock = try FileLock.acquire(path: "\(directory)/\(project)-\(environment).lock", holder: purpose)
            return .granted(Lease(lock: lock))
        } catch {
            switch error {
            case .held(_, .some(let holder)):
                return .taken(
                    by: "\(holder.description) (pid \(holder.process)) since \(holder.since.formatted(.iso8601))")
            case .held(_, .none): return .taken(by: "a tend that is just starting or stopping")
            case .unusable: return .unavailable(error.description)
            }
        }
    }

    private struct Lease: EnvironmentLease {
        let lock: FileLock

        func release() async { lock.release() }
    }
}
