import Dispatch
import Glibc

/// A signal that asks the process for something.
public enum Signal: Sendable, Hashable, CaseIterable {
    /// Ctrl-C at a terminal.
    case interrupt
    /// A polite request to stop, as systemd and `kill` send it.
    case terminate
    /// A terminal that closed; for a daemon, a request to look again.
    case hangUp

    var number: Int32 {
        switch self {
        case .interrupt: SIGINT
        case .terminate: SIGTERM
        case .hangUp: SIGHUP
        }
    }
}

/// Turns signals into values: while a watch exists, its signals no longer end the process but are called out.
///
///     let watch = SignalWatch([.terminate, .interrupt]) { signal in stop.request() }
public final class SignalWatch: Sendable {
    // Dispatch's objects may be used from any thread; Dispatch doesn't declare it.
    nonisolated(unsafe) private let sources: [any DispatchSourceSignal]

    /// Watches signals.
    /// - Parameter received: Called for each one, on a thread of its own.
    public init(_ signals: [Signal], received: @escaping @Sendable (Signal) -> Void) {
        sources = Self.sources(for: signals, received)
    }

    deinit {
        for source in sources { source.cancel() }
    }

    /// A child must never find the signals ignored that its parent watches; a handler that does nothing is reset by exec,
    /// an ignored signal would not be.
    private static func sources(
        for signals: [Signal], _ received: @escaping @Sendable (Signal) -> Void
    ) -> [any DispatchSourceSignal] {
        let queue = DispatchQueue(label: "tend.signals")
        return signals.map { watched in
            signal(watched.number, doNothing)
            let source = DispatchSource.makeSignalSource(signal: watched.number, queue: queue)
            source.setEventHandler { received(watched) }
            source.resume()
            return source
        }
    }
}

private func doNothing(_ signal: Int32) {}
