import Threads

extension Command {
    /// Runs the program to its end.
    ///
    /// Both streams are drained while it runs. When the task is cancelled, when the time limit passes or when a stream is
    /// too large, the child's process group gets SIGTERM, after the grace period SIGKILL, and the child is reaped before
    /// the error is thrown. When a child ends but something it started still holds its streams, they are read for half a
    /// second more.
    ///
    /// - Parameter onLine: Called with every line as it comes, in the order of each stream, on a thread outside the
    ///   cooperative pool; the child waits when it takes long.
    /// - Returns: How it ended and what it wrote; a status other than 0 is for the caller to judge.
    public func run(
        onLine: (@Sendable (OutputLine) -> Void)? = nil
    ) async throws(SubprocessError) -> ProcessResult {
        let stop = StopSignal()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Outcome, Never>) in
                let isStarted = SystemThread.start {
                    var supervision = Supervision(command: self, stop: stop, onLine: onLine)
                    continuation.resume(returning: supervision.run())
                }
                if !isStarted {
                    continuation.resume(
                        returning: .failure(.spawnFailed(command: name, reason: "the system has no thread left")))
                }
            }
        } onCancel: {
            stop.send()
        }
        return try result.get()
    }

    private typealias Outcome = Result<ProcessResult, SubprocessError>
}
