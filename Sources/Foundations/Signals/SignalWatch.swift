import Glibc

/// Turns signals into values: while a watch exists, its signals no longer end the process but are called out. Afterwards they
/// do again what they did before.
///
///     let watch = SignalWatch([.terminate, .interrupt]) { signal in stop.request() }
///
/// Signals of one kind that arrive in the same instant may be called out as one, as POSIX has it.
public final class SignalWatch: Sendable {
    private typealias Handler = @convention(c) (Int32) -> Void

    private let registration: Int
    /// What the signals did before.
    private let before: [(number: Int32, handler: Handler?)]

    /// Watches signals.
    /// - Parameter received: Called for each one, on a thread of its own.
    public init(_ signals: [Signal], received: @escaping @Sendable (Signal) -> Void) {
        let numbers = Dictionary(signals.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
        registration = SignalPipe.shared.add(Set(numbers.keys)) { number in
            if let signal = numbers[number] { received(signal) }
        }
        // A child must never find the signals ignored that its parent watches: a handler is reset by exec, an ignored
        // signal would not be.
        before = numbers.keys.sorted().map { ($0, signal($0, forwardSignal)) }
    }

    deinit {
        for (number, handler) in before { signal(number, handler) }
        SignalPipe.shared.remove(registration)
    }
}
