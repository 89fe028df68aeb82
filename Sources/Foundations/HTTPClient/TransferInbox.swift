import Synchronization
import Threads

/// What a transfer is waited for with.
typealias TransferContinuation = CheckedContinuation<Result<HTTPResponse, HTTPError>, Never>

/// A request on its way to the transfer thread.
struct TransferOrder: Sendable {
    let number: UInt64
    let request: PreparedRequest
    /// When `send` was called: the total timeout counts from here.
    let start: ContinuousClock.Instant
    let cancellation = CancellationFlag()

    /// When the total timeout runs out.
    var deadline: ContinuousClock.Instant { start + request.timeouts.total }
}

/// Set when the task was cancelled, which may be before its order has arrived anywhere.
final class CancellationFlag: Sendable {
    private let flag = Atomic<Bool>(false)

    var isSet: Bool { flag.load(ordering: .acquiring) }

    func set() { flag.store(true, ordering: .releasing) }
}

/// The only thing that callers and the transfer thread share: callers leave orders here and wake the thread.
final class TransferInbox: Sendable {
    /// An order and whoever waits for it.
    struct Arrival {
        let order: TransferOrder
        let continuation: TransferContinuation

        /// Ends the wait of an order that never became a transfer.
        func fail(_ kind: HTTPError.Kind, reason: String = "") {
            continuation.resume(
                returning: .failure(.about(order.request, kind, reason: reason, mayHaveBeenProcessed: false)))
        }
    }

    /// What the thread takes out at once.
    struct Delivery {
        var arrivals: [Arrival] = []
        var cancellations: [UInt64] = []
        var isClosed = false
    }

    private struct State {
        var delivery = Delivery()
        var handle: MultiHandle?
    }

    private let configuration: HTTPClient.Configuration
    private let state = Mutex(State())
    private let numbers = Atomic<UInt64>(0)

    init(configuration: HTTPClient.Configuration) {
        self.configuration = configuration
    }

    func nextNumber() -> UInt64 {
        numbers.add(1, ordering: .relaxed).newValue
    }

    /// Hands over an order; its continuation is resumed exactly once, by the thread or, when there is none to be had,
    /// here.
    func submit(_ order: TransferOrder, _ continuation: TransferContinuation) {
        let refusal: HTTPError? = state.withLock { state in
            if state.delivery.isClosed {
                return .about(order.request, .shutDown, mayHaveBeenProcessed: false)
            }
            if order.cancellation.isSet {
                return .about(order.request, .cancelled, mayHaveBeenProcessed: false)
            }
            if state.handle == nil, let reason = startThread(&state) {
                return .about(order.request, .other, reason: reason, mayHaveBeenProcessed: false)
            }
            state.delivery.arrivals.append(Arrival(order: order, continuation: continuation))
            state.handle?.wake()
            return nil
        }
        if let refusal { continuation.resume(returning: .failure(refusal)) }
    }

    /// Ends the transfer of `order` if it is still under way.
    func cancel(_ order: TransferOrder) {
        order.cancellation.set()
        state.withLock { state in
            guard !state.delivery.isClosed, let handle = state.handle else { return }
            state.delivery.cancellations.append(order.number)
            handle.wake()
        }
    }

    /// Ends the thread, and with it every transfer.
    func close() {
        state.withLock { state in
            state.delivery.isClosed = true
            state.handle?.wake()
        }
    }

    /// Everything that has arrived since the last time; for the thread.
    func take() -> Delivery {
        state.withLock { state in
            let delivery = state.delivery
            state.delivery = Delivery(isClosed: delivery.isClosed)
            // From here on nobody can wake the thread, and it owns the handle alone.
            if delivery.isClosed { state.handle = nil }
            return delivery
        }
    }

    private func startThread(_ state: inout State) -> String? {
        guard let handle = MultiHandle() else { return "libcurl can't be initialised" }
        let configuration = configuration
        let started = SystemThread.start { [self] in
            TransferLoop(inbox: self, multi: handle, configuration: configuration).run()
        }
        guard started else { return "the system gives no thread" }
        state.handle = handle
        return nil
    }
}
