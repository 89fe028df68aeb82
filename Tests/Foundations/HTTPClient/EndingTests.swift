import HTTPClient
import HTTPServer
import Testing

/// Timeouts, cancellation and shutdown.
@Suite struct EndingTests {
    @Test("a handshake that isn't answered runs into the timeout for connecting")
    func connectTimeout() async throws {
        let peer = try RawPeer.silent()
        let error = try await failure(
            of: loopback("POST", peer.port, scheme: "https", timeouts: HTTPTimeouts(connect: .milliseconds(100))))
        #expect(error.kind == .timedOut(.connect))
        #expect(!error.requestMayHaveBeenProcessed)
        #expect(
            error.description
                == "POST https://127.0.0.1:\(peer.port): no connection within 100 ms; check the endpoint, "
                + "and that the network lets it through")
    }

    @Test("a body that stops runs into the timeout for silence")
    func idleTimeout() async throws {
        let (pieces, continuation) = AsyncStream<[UInt8]>.makeStream()
        let server = try HTTPServer { _ in .stream(declaredLength: 10, pieces: pieces) }
        continuation.yield([1, 2, 3])
        let error = try await failure(
            of: loopback(server.port, timeouts: HTTPTimeouts(idle: .milliseconds(200))))
        #expect(error.kind == .timedOut(.idle))
        #expect(error.requestMayHaveBeenProcessed)
        #expect(error.description == "GET http://127.0.0.1:\(server.port): nothing was sent or received for 200 ms")
    }

    @Test("a body that trickles for longer than the silence allowed arrives")
    func trickle() async throws {
        let server = try HTTPServer { _ in
            .stream(
                pieces: AsyncStream { continuation in
                    Task {
                        // Nothing but time makes this body slow: it is what is tested.
                        for _ in 0..<12 {
                            try await Task.sleep(for: .milliseconds(100))
                            continuation.yield([0])
                        }
                        continuation.finish()
                    }
                })
        }
        let answer = try await HTTPClient().send(
            loopback(server.port, timeouts: HTTPTimeouts(idle: .milliseconds(1000))))
        #expect(answer.body.count == 12)
    }

    @Test("a server that never answers runs into the total timeout")
    func totalTimeout() async throws {
        let (never, gate) = (Gate(), Gate())
        let server = try HTTPServer { request in
            await (request.path == "/first" ? gate : never).pass()
            return .text("late")
        }
        let client = HTTPClient(configuration: .init(maximumConnectionsPerOrigin: 1))
        let short = HTTPTimeouts(total: .milliseconds(1000))
        let error = try await failure(of: loopback(server.port, timeouts: short), client)
        #expect(error.kind == .timedOut(.total))
        #expect(error.requestMayHaveBeenProcessed)
        #expect(error.description == "GET http://127.0.0.1:\(server.port): no complete answer within 1 s")

        // Behind one that holds the only connection, the same time passes without anything being sent.
        let first = Task { try await client.send(loopback(server.port, "/first")) }
        await gate.reached(1)
        let shorter = HTTPTimeouts(total: .milliseconds(100))
        let queued = try await failure(of: loopback(server.port, timeouts: shorter), client)
        #expect(queued.kind == .timedOut(.total))
        #expect(!queued.requestMayHaveBeenProcessed)
        await gate.open()
        #expect(try await first.value.status == 200)
        await never.open()
    }

    @Test("timeouts of any length do no harm")
    func absurdTimeouts() async throws {
        // The second answer never comes: a quick one could be there before a clamped timeout of 1 ms.
        let gate = Gate()
        let server = try HTTPServer { request in
            if request.path == "/held" { await gate.pass() }
            return .text("ok")
        }
        let client = HTTPClient()
        let long = Duration.seconds(Int64.max)
        let patient = HTTPTimeouts(connect: long, total: long, idle: long)
        #expect(try await client.send(loopback(server.port, timeouts: patient)).status == 200)
        let hasty = HTTPTimeouts(connect: .zero, total: .seconds(Int64.min), idle: .zero)
        let error = try await failure(of: loopback(server.port, "/held", timeouts: hasty), client)
        #expect(error.kind == .timedOut(.total))
        await gate.open()
    }

    @Test("cancelling the task ends the transfer and gives the connection's turn to the next")
    func cancelled() async throws {
        let gate = Gate()
        let server = try HTTPServer { request in
            if request.path == "/held" { await gate.pass() }
            return .text("ok")
        }
        let client = HTTPClient(configuration: .init(maximumConnectionsPerOrigin: 1))
        let held = Task { try await client.send(loopback("POST", server.port, "/held")) }
        await gate.reached(1)
        let started = Gate()
        let waiting = Task {
            await started.pass()
            return try await client.send(loopback("POST", server.port, "/waiting"))
        }
        let next = Task { try await client.send(loopback("POST", server.port, "/next")) }
        await started.open()
        await started.reached(1)
        // By the time that these have come back it is in the queue.
        let other = try HTTPServer { _ in .text("other") }
        for _ in 0..<10 { _ = try await client.send(loopback(other.port)) }
        waiting.cancel()
        let unsent = try #require(await #expect(throws: HTTPError.self) { try await waiting.value })
        #expect(unsent.kind == .cancelled)
        #expect(!unsent.requestMayHaveBeenProcessed)
        held.cancel()
        let sent = try #require(await #expect(throws: HTTPError.self) { try await held.value })
        #expect(sent.kind == .cancelled)
        #expect(sent.requestMayHaveBeenProcessed)
        #expect(sent.description == "POST http://127.0.0.1:\(server.port): the request was cancelled")
        #expect(try await next.value.status == 200)
        await gate.open()
    }

    @Test("a task that is cancelled already sends nothing")
    func cancelledBefore() async throws {
        let server = try HTTPServer { _ in .text("ok") }
        let client = HTTPClient()
        let gate = Gate()
        let task = Task {
            await gate.pass()
            return try await client.send(loopback("POST", server.port))
        }
        await gate.reached(1)
        task.cancel()
        await gate.open()
        let error = try #require(await #expect(throws: HTTPError.self) { try await task.value })
        #expect(error.kind == .cancelled)
        #expect(!error.requestMayHaveBeenProcessed)
        #expect(server.acceptedConnections == 0)
    }

    @Test("shutdown ends what runs and what waits, and refuses what comes")
    func shutdown() async throws {
        let gate = Gate()
        let server = try HTTPServer { _ in
            await gate.pass()
            return .text("ok")
        }
        let client = HTTPClient(configuration: .init(maximumConnectionsPerOrigin: 1))
        let running = Task { try await client.send(loopback("POST", server.port)) }
        await gate.reached(1)
        let waiting = Task { try await client.send(loopback("POST", server.port)) }
        client.shutdown()
        client.shutdown()
        let ran = try #require(await #expect(throws: HTTPError.self) { try await running.value })
        let waited = try #require(await #expect(throws: HTTPError.self) { try await waiting.value })
        let late = try await failure(of: loopback(server.port), client)
        #expect([ran.kind, waited.kind, late.kind] == [.shutDown, .shutDown, .shutDown])
        #expect([ran, waited, late].map(\.requestMayHaveBeenProcessed) == [true, false, false])
        #expect(late.description == "GET http://127.0.0.1:\(server.port): the HTTP client was shut down")
        await gate.open()
    }
}
