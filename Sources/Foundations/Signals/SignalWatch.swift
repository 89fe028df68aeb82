import Dispatch
import Glibc

/// Turns signals into values: while a watch exists, its signals no longer end the process but are called out. Afterwards they
/// do again what they did before.
///
///     let watch = SignalWatch([.terminate, .interrupt]) { signal in stop.request() }
///
/// Signals of one kind that arrive while one is being called out count as one, as POSIX has it.
public final class SignalWatch: Sendable {
    private typealias Handler = @convention(c) (Int32) -> Void

    // Dispatch's objects may be used from any thread; Dispatch doesn't declare it.
    nonisolated(unsafe) private let sources: [any DispatchSourceSignal]
    // What the signals did before.
    private let before: [(number: Int32, handler: Handler?)]

    /// Watches signals.
    /// - Parameter received: Called for each one, on a thread of its own.
    public init(_ signals: [Signal], received: @escaping @Sendable (Signal) -> Void) {
        before = signals.map { ($0.number, Self.silence($0)) }
        sources = Self.sources(for: signals, received)
    }

    deinit {
        for source in sources { source.cancel() }
        for (number, handler) in before.reversed() { signal(number, handler) }
    }

    /// A child must never find the signals ignored that its parent watches; a handler that does nothing is reset by exec,
    /// an ignored signal would not be.
    private static func silence(_ watched: Signal) -> Handler? { signal(watched.number, doNothing) }

    private static func sources(
        for signals: [Signal], _ received: @escaping @Sendable (Signal) -> Void
    ) -> [any DispatchSourceSignal] {
        let queue = DispatchQueue(label: "tend.signals")
        return signals.map { watched in
            let source = DispatchSource.makeSignalSource(signal: watched.number, queue: queue)
            source.setEventHandler { received(watched) }
            source.resume()
            return source
        }
    }
}

private func doNothing(_ signal: Int32) {}
