import Dispatch

/// Runs an actor's jobs one after the other on a thread outside the cooperative pool, so that a call that waits for a
/// disk or a lock keeps no other task from running.
/// ``SQLiteActor`` puts an actor on it.
public final class SQLiteExecutor: SerialExecutor {
    private let queue: DispatchQueue

    /// An executor of its own thread. `label` is for debuggers.
    public init(label: String) {
        queue = DispatchQueue(label: label)
    }

    /// Appends a job to those that wait.
    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}
