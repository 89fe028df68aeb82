import Console
import Signals

/// The process: its arguments, its signals and its exit status.
public enum Program {
    /// Runs the command line of this process and ends it.
    public static func run() async -> Never {
        Console.surviveClosedReaders()
        let arguments = Array(CommandLine.arguments.dropFirst())
        let work = Task { await Tend.run(arguments, .ofProcess()) }
        let watch = SignalWatch([.interrupt, .terminate]) { signal in Stop.request(work, signal) }
        let status = await work.value
        withExtendedLifetime(watch) {}
        Console.end(status)
    }

    /// What a signal to stop does: the first asks the work to come to an end, the second ends the process at once; what was
    /// under way then is found in AWS by the next tend.
    private enum Stop {
        static func request(_ work: Task<Int32, Never>, _ signal: Signal) {
            if work.isCancelled {
                Console.error.writeLine("tend: stopping now; the next tend looks up what was under way")
                Console.end(130)
            }
            Console.error.writeLine("tend: finishing what is under way; once more to stop now")
            work.cancel()
        }
    }
}
