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

    @Test(
        "A signal is called out and doesn't end the process, whichever thread it finds", .timeLimit(.minutes(1)),
        arguments: Signal.allCases)
    func received(signal: Signal) async {
        let (signals, received) = AsyncStream<Signal>.makeStream()
        let watch = SignalWatch(Signal.allCases) { received.yield($0) }
        var iterator = signals.makeAsyncIterator()
        for _ in 0..<50 {
            kill(getpid(), Self.number(signal))
            #expect(await iterator.next() == signal)
        }
        withExtendedLifetime(watch) {}
    }

    @Test("A signal goes to the latest watch, and to the one before when that is gone", .timeLimit(.minutes(1)))
    func nested() async {
        let (signals, received) = AsyncStream<Int>.makeStream()
        var iterator = signals.makeAsyncIterator()
        let outer = SignalWatch([.hangUp]) { _ in received.yield(1) }
        var inner: SignalWatch? = SignalWatch([.hangUp]) { _ in received.yield(2) }
        kill(getpid(), SIGHUP)
        #expect(await iterator.next() == 2)
        withExtendedLifetime(inner) {}
        inner = nil
        kill(getpid(), SIGHUP)
        #expect(await iterator.next() == 1)
        withExtendedLifetime(outer) {}
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
