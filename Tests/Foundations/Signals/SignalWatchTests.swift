import Dispatch
import Glibc
import Signals
import Testing

/// The signals are sent to the test's own process: a watch that didn't hold them would end it. One after the other, because a
/// process has one disposition for each signal.
@Suite(.serialized) struct SignalWatchTests {
    private static func number(_ signal: Signal) -> Int32 {
        switch signal {
        case .interrupt: SIGINT
        case .terminate: SIGTERM
        case .hangUp: SIGHUP
        }
    }

    @Test("A signal is called out and doesn't end the process", arguments: Signal.allCases)
    func received(signal: Signal) async {
        let (signals, received) = AsyncStream<Signal>.makeStream()
        let watch = SignalWatch(Signal.allCases) { received.yield($0) }
        kill(getpid(), Self.number(signal))
        var iterator = signals.makeAsyncIterator()
        #expect(await iterator.next() == signal)
        withExtendedLifetime(watch) {}
    }

    @Test("Every one that comes after the last was called out is called out too")
    func again() async {
        let (signals, received) = AsyncStream<Signal>.makeStream()
        let watch = SignalWatch([.hangUp]) { received.yield($0) }
        var iterator = signals.makeAsyncIterator()
        for _ in 0..<20 {
            kill(getpid(), SIGHUP)
            #expect(await iterator.next() == .hangUp)
        }
        withExtendedLifetime(watch) {}
    }

    @Test("Afterwards a signal does again what it did before")
    func restored() {
        let before = handler(of: SIGHUP)
        do {
            let watch = SignalWatch([.hangUp]) { _ in }
            #expect(handler(of: SIGHUP) != before)
            withExtendedLifetime(watch) {}
        }
        #expect(handler(of: SIGHUP) == before)
    }

    /// The address of a signal's handler.
    private func handler(of number: Int32) -> Int {
        var action = sigaction()
        sigaction(number, nil, &action)
        return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
    }
}
