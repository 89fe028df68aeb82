import Glibc
import Synchronization
import Testing
import Threads

@Suite struct SystemThreadTests {
    @Test("the body runs on a thread of its own, on which every signal is blocked")
    func blocksSignals() async {
        let caller = pthread_self()
        let (isOther, blocked) = await withCheckedContinuation { continuation in
            let started = SystemThread.start {
                var mask = sigset_t()
                pthread_sigmask(SIG_BLOCK, nil, &mask)
                let watched = [SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGCHLD]
                continuation.resume(
                    returning: (
                        pthread_equal(caller, pthread_self()) == 0, watched.allSatisfy { sigismember(&mask, $0) == 1 }
                    ))
            }
            #expect(started)
        }
        #expect(isOther)
        #expect(blocked)
    }

    @Test("the signals of the thread that starts another stay as they were")
    func keepsSignals() async {
        var before = sigset_t()
        pthread_sigmask(SIG_BLOCK, nil, &before)
        let started = SystemThread.start {}
        var after = sigset_t()
        pthread_sigmask(SIG_BLOCK, nil, &after)
        #expect(started)
        #expect(sigismember(&before, SIGTERM) == sigismember(&after, SIGTERM))
    }
}
