import CMicroHTTPD
import Synchronization

/// One request on its way in and its answer on the way out. libmicrohttpd calls for it on its thread, again and again,
/// until an answer is queued; the handler's task leaves the answer here.
final class Exchange: Sendable {
    private let target: String
    private let state = Mutex(State())

    private struct State {
        var isBegun = false
        var body: [UInt8] = []
        /// Bytes of body that came; more than the limit are counted only, not kept.
        var received = 0
        var answer: HTTPServerResponse?
    }

    init(target: String) {
        self.target = target
    }

    /// What the handler said.
    func answer(_ response: HTTPServerResponse) {
        state.withLock { $0.answer = response }
    }

    /// The next step; `false` closes the connection.
    func proceed(
        _ connection: ConnectionHandle, method: String, piece: UnsafeBufferPointer<UInt8>, daemon: ServerDaemon
    ) -> Bool {
        let limit = max(0, daemon.limits.bodyBytes)
        let isFirst = state.withLock { state in
            defer { state.isBegun = true }
            return !state.isBegun
        }
        if isFirst {
            let declared = RequestFields(connection.pointer, .HEADER_KIND).first("Content-Length").flatMap {
                UInt64($0)
            }
            return (declared ?? 0) > UInt64(limit) ? refuseBody(connection) : true
        }
        if !piece.isEmpty { return receive(piece, limit: limit) }
        let (answer, isTooLarge, body) = state.withLock { ($0.answer, $0.received > limit, $0.body) }
        if isTooLarge { return refuseBody(connection) }
        if let answer { return ServerAnswer.queue(answer, on: connection, daemon: daemon) }
        return daemon.dispatch(self, request(connection, method: method, body: body), connection)
    }

    /// A body of unknown length is read to its end, or to twice the limit, where the connection is closed:
    /// libmicrohttpd takes no answer in the middle of a body.
    private func receive(_ piece: UnsafeBufferPointer<UInt8>, limit: Int) -> Bool {
        state.withLock { state in
            state.received += piece.count
            if state.received <= limit {
                state.body.append(contentsOf: piece)
            } else {
                state.body = []
            }
            return state.received / 2 <= limit
        }
    }

    private func refuseBody(_ connection: ConnectionHandle) -> Bool {
        ServerAnswer.queue(.text("the request's body is too large\n", status: 413), on: connection)
    }

    private func request(_ connection: ConnectionHandle, method: String, body: [UInt8]) -> HTTPServerRequest {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        return HTTPServerRequest(
            method: method, path: parts.first.map(String.init) ?? "", query: parts.count > 1 ? String(parts[1]) : "",
            parameters: RequestFields(connection.pointer, .GET_ARGUMENT_KIND).fields,
            headers: RequestFields(connection.pointer, .HEADER_KIND).fields, body: body,
            remoteAddress: remoteAddress(of: connection.pointer))
    }
}
