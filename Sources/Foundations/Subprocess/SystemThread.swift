import Glibc

/// A thread outside the cooperative pool, for work that waits in the kernel. All signals are blocked on it: they belong to
/// the threads that the program chose for them, and a SIGPIPE of our own writing stays pending and ends with the thread.
enum SystemThread {
    /// Starts `body`; `false` when the system has no thread to give, and then `body` is never called.
    static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        let box = Unmanaged.passRetained(ThreadBody(body))
        var thread = pthread_t()
        guard pthread_create(&thread, &attributes, threadMain, box.toOpaque()) == 0 else {
            box.release()
            return false
        }
        return true
    }
}

private final class ThreadBody: Sendable {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

private func threadMain(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    var all = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_BLOCK, &all, nil)
    if let context { Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().run() }
    return nil
}
