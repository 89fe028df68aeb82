import CMicroHTTPD
import Glibc
import Synchronization

/// Owns one `MHD_Daemon`, its thread and the connections that wait for something of ours.
///
/// A connection that waits is suspended, or "parked" here: libmicrohttpd leaves it alone until it is resumed. It must
/// not be stopped while a connection is suspended, so parking and stopping share one lock.
final class ServerDaemon: Sendable {
    let limits: HTTPServer.Limits
    private let handler: @Sendable (HTTPServerRequest) async -> HTTPServerResponse
    private let state = Mutex(State())
    private let accepted = Atomic<Int>(0)

    private struct State {
        var daemon: DaemonHandle?
        var parked: [UInt64: ConnectionHandle] = [:]
        var lastTicket: UInt64 = 0
        var isStopping = false
    }

    init(
        socket: ListeningSocket, address: String, limits: HTTPServer.Limits,
        handler: @escaping @Sendable (HTTPServerRequest) async -> HTTPServerResponse
    ) throws(HTTPServerError) {
        self.limits = limits
        self.handler = handler
        let descriptor = socket.release()
        // The server's thread is to get no signals: they belong to the threads that the program chose for them.
        var all = sigset_t()
        var before = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_SETMASK, &all, &before)
        // Unretained: `stop` has ended the thread before this object can go.
        let daemon = tend_mhd_start(
            descriptor, UInt32(clamping: max(1, limits.connections)), UInt32(clamping: max(1, limits.idleSeconds)),
            max(1024, limits.headerBytes), serverHandleRequest, serverStartRequest, serverEndRequest,
            serverNoticeConnection, Unmanaged.passUnretained(self).toOpaque())
        pthread_sigmask(SIG_SETMASK, &before, nil)
        guard let daemon else {
            close(descriptor)
            throw .cannotListen(
                address: address, port: socket.port,
                reason: "libmicrohttpd did not start: out of memory or of descriptors")
        }
        let handle = DaemonHandle(pointer: daemon)
        state.withLock { $0.daemon = handle }
    }

    var acceptedConnections: Int { accepted.load(ordering: .relaxed) }

    func noteConnection() {
        accepted.add(1, ordering: .relaxed)
    }

    /// Ends the thread and closes every connection. The first caller waits for that, which takes no longer than a
    /// callback of ours.
    func stop() {
        let daemon = state.withLock { state in
            state.isStopping = true
            for connection in state.parked.values { MHD_resume_connection(connection.pointer) }
            state.parked = [:]
            defer { state.daemon = nil }
            return state.daemon
        }
        if let daemon { MHD_stop_daemon(daemon.pointer) }
    }

    /// Suspends the connection until `work` is done, in a task of its own; `false` when the server is stopping.
    func park(_ connection: ConnectionHandle, while work: @escaping @Sendable () async -> Void) -> Bool {
        let ticket: UInt64? = state.withLock { state in
            guard !state.isStopping else { return nil }
            MHD_suspend_connection(connection.pointer)
            state.lastTicket += 1
            state.parked[state.lastTicket] = connection
            return state.lastTicket
        }
        guard let ticket else { return false }
        Task.detached {
            await work()
            self.unpark(ticket)
        }
        return true
    }

    /// Runs the handler for a request that is complete.
    func dispatch(_ exchange: Exchange, _ request: HTTPServerRequest, _ connection: ConnectionHandle) -> Bool {
        let handler = handler
        return park(connection) {
            exchange.answer(await handler(request))
        }
    }

    private func unpark(_ ticket: UInt64) {
        state.withLock { state in
            guard let connection = state.parked.removeValue(forKey: ticket) else { return }
            MHD_resume_connection(connection.pointer)
        }
    }
}

/// Used only under the lock of `ServerDaemon`, and once after it was taken out.
private struct DaemonHandle: @unchecked Sendable {
    let pointer: OpaquePointer
}

/// A connection of libmicrohttpd's. Off the server's thread it is only ever resumed, under the lock of `ServerDaemon`,
/// and only while it is suspended, which keeps it alive.
struct ConnectionHandle: @unchecked Sendable {
    let pointer: OpaquePointer
}
