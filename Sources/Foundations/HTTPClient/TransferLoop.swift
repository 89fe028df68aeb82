import Glibc

/// The transfer thread's work: takes orders, lets libcurl work, ends transfers that are done, late or cancelled.
final class TransferLoop {
    private let inbox: TransferInbox
    private let multi: MultiHandle
    private let maximumPerOrigin: Int
    private var transfers: [UnsafeMutableRawPointer: Transfer] = [:]
    private var origins: [String: OriginQueue] = [:]

    /// The transfers to one origin: how many run, and who waits, in order of arrival.
    private struct OriginQueue {
        var running = 0
        var waiting: [TransferInbox.Arrival] = []
    }

    init(inbox: TransferInbox, multi: MultiHandle, configuration: HTTPClient.Configuration) {
        self.inbox = inbox
        self.multi = multi
        maximumPerOrigin = max(1, configuration.maximumConnectionsPerOrigin)
    }

    /// Returns when the inbox was closed; by then every continuation has been resumed.
    func run() {
        while true {
            let delivery = inbox.take()
            delivery.arrivals.forEach(enqueue)
            if delivery.isClosed { break }
            delivery.cancellations.forEach(cancel)
            startWaiting()
            var succeeded = multi.perform()
            finishDone()
            endLate()
            startWaiting()
            succeeded = multi.wait(milliseconds: millisecondsToWait) && succeeded
            if !succeeded {
                // Out of memory or of descriptors: give up what there is, and don't spin.
                endAll(.other, reason: "libcurl can't go on: out of memory or of file descriptors")
                usleep(50_000)
            }
        }
        endAll(.shutDown)
    }

    private func enqueue(_ arrival: TransferInbox.Arrival) {
        origins[arrival.order.request.target.origin, default: OriginQueue()].waiting.append(arrival)
    }

    /// Starts what has its turn.
    private func startWaiting() {
        for origin in Array(origins.keys) {
            guard var queue = origins[origin] else { continue }
            while queue.running < maximumPerOrigin, !queue.waiting.isEmpty {
                if start(queue.waiting.removeFirst()) { queue.running += 1 }
            }
            origins[origin] = queue.running == 0 && queue.waiting.isEmpty ? nil : queue
        }
    }

    /// Whether the transfer runs now; otherwise its wait has ended.
    private func start(_ arrival: TransferInbox.Arrival) -> Bool {
        guard !arrival.order.cancellation.isSet else {
            arrival.fail(.cancelled)
            return false
        }
        guard let easy = EasyHandle() else {
            arrival.fail(.other, reason: "libcurl has no memory left")
            return false
        }
        let transfer = Transfer(arrival, easy)
        do {
            try easy.prepare(arrival.order.request)
            try easy.report(to: transfer)
        } catch {
            arrival.fail(.other, reason: easy.reason(for: error.code))
            return false
        }
        guard multi.add(easy) else {
            arrival.fail(.other, reason: "libcurl does not take the request")
            return false
        }
        transfers[easy.pointer] = transfer
        return true
    }

    private func finishDone() {
        while let (easy, code) = multi.nextFinished() {
            guard let transfer = transfers[easy] else { continue }
            // The answer's header is gone once the transfer is removed from libcurl's hands.
            let result = transfer.result(code)
            remove(transfer)
            transfer.end(result)
        }
    }

    private func endLate() {
        let now = ContinuousClock.now
        for transfer in transfers.values {
            let timeout = transfer.nextTimeout
            if timeout.at <= now { end(transfer, .timedOut(timeout.phase)) }
        }
        endWaiting(.timedOut(.total)) { $0.deadline <= now }
    }

    private func cancel(_ number: UInt64) {
        if let transfer = transfers.values.first(where: { $0.order.number == number }) {
            end(transfer, .cancelled)
        } else {
            endWaiting(.cancelled) { $0.number == number }
        }
    }

    private func endAll(_ kind: HTTPError.Kind, reason: String = "") {
        transfers.values.forEach { end($0, kind, reason: reason) }
        endWaiting(kind, reason: reason) { _ in true }
    }

    private func end(_ transfer: Transfer, _ kind: HTTPError.Kind, reason: String = "") {
        remove(transfer)
        transfer.end(transfer.failure(kind, reason: reason))
    }

    private func endWaiting(_ kind: HTTPError.Kind, reason: String = "", where isOver: (TransferOrder) -> Bool) {
        for origin in Array(origins.keys) {
            guard let waiting = origins[origin]?.waiting, waiting.contains(where: { isOver($0.order) }) else {
                continue
            }
            origins[origin]?.waiting = waiting.filter { !isOver($0.order) }
            waiting.filter { isOver($0.order) }.forEach { $0.fail(kind, reason: reason) }
        }
    }

    /// libcurl closes the connection of a transfer that isn't done.
    private func remove(_ transfer: Transfer) {
        multi.remove(transfer.easy)
        transfers[transfer.easy.pointer] = nil
        origins[transfer.request.target.origin]?.running -= 1
    }

    /// Until the next timeout of ours; libcurl shortens the wait to its own timeouts, and the inbox ends it.
    private var millisecondsToWait: Int {
        let running = transfers.values.map(\.nextTimeout.at)
        let waiting = origins.values.flatMap { $0.waiting.map(\.order.deadline) }
        guard let next = (running + waiting).min() else { return 60_000 }
        return min(max(0, ContinuousClock.now.duration(to: next).wholeMilliseconds), 60_000)
    }
}
