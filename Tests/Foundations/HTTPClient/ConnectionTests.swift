import HTTPClient
import HTTPServer
import Testing

/// How connections are opened, shared, kept and lost.
@Suite struct ConnectionTests {
    @Test("requests one after another share one connection")
    func keptAlive() async throws {
        let server = try HTTPServer { _ in .text("ok") }
        let client = HTTPClient()
        for _ in 0..<20 { _ = try await client.send(loopback("POST", server.port, body: [1])) }
        #expect(server.acceptedConnections == 1)
    }

    @Test("two hundred requests at once all get their own answer, over fifty connections at most")
    func concurrent() async throws {
        let server = try HTTPServer { request in .text(request.path) }
        let client = HTTPClient()
        let answers = try await withThrowingTaskGroup(of: (Int, String).self) { group in
            for number in 0..<200 {
                group.addTask {
                    let answer = try await client.send(loopback(server.port, "/\(number)"))
                    return (number, String(decoding: answer.body, as: UTF8.self))
                }
            }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        #expect(answers == Dictionary(uniqueKeysWithValues: (0..<200).map { ($0, "/\($0)") }))
        #expect(server.acceptedConnections <= 50)
    }

    @Test("no more requests are under way to an origin than allowed, and the others get their turn")
    func limited() async throws {
        let gate = Gate()
        let server = try HTTPServer { _ in
            await gate.pass()
            return .text("ok")
        }
        let client = HTTPClient(configuration: .init(maximumConnectionsPerOrigin: 2))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<6 { group.addTask { _ = try await client.send(loopback(server.port)) } }
            await gate.reached(2)
            // A request to another origin goes past the queue and comes back while the two are held.
            let other = try HTTPServer { _ in .text("other") }
            _ = try await client.send(loopback(other.port))
            #expect(await gate.arrivals == 2)
            await gate.open()
            try await group.waitForAll()
        }
        #expect(await gate.arrivals == 6)
        #expect(server.acceptedConnections == 2)
    }

    @Test("a POST whose kept connection ends without an answer is not sent a second time")
    func notReplayed() async throws {
        let calls = Counter()
        let server = try HTTPServer { _ in calls.increment() == 2 ? .dropConnection : .text("ok") }
        let client = HTTPClient()
        _ = try await client.send(loopback("POST", server.port))
        let error = try await failure(of: loopback("POST", server.port), client)
        #expect(error.kind == .connectionLost)
        #expect(error.requestMayHaveBeenProcessed)
        #expect(calls.value == 2)
        #expect(try await client.send(loopback("POST", server.port, body: [1])).status == 200)
    }

    @Test("a GET in the same place is sent again over a fresh connection")
    func safeReplay() async throws {
        let calls = Counter()
        let server = try HTTPServer { _ in calls.increment() == 2 ? .dropConnection : .text("ok") }
        let client = HTTPClient()
        _ = try await client.send(loopback(server.port))
        #expect(try await client.send(loopback(server.port)).status == 200)
        #expect(calls.value == 3)
    }

    @Test("nobody listening: nothing was sent, and the message says where")
    func refused() async throws {
        let server = try HTTPServer { _ in .text("ok") }
        server.stop()
        let error = try await failure(of: loopback("POST", server.port, "/?X-Amz-Signature=secret", body: [1]))
        #expect(error.kind == .couldNotConnect)
        #expect(!error.requestMayHaveBeenProcessed)
        #expect(
            error.description.hasPrefix("POST http://127.0.0.1:\(server.port): no connection (Failed to connect to"))
        #expect(error.description.hasSuffix("; check the endpoint, and that the network lets it through"))
        #expect(!error.description.contains("secret"))
    }

    @Test("a name that can't exist has no address")
    func unresolvable() async throws {
        let label = String(repeating: "a", count: 64)
        let error = try await failure(of: HTTPRequest(url: "http://\(label).invalid/?secret", mayUseProxy: false))
        #expect(error.kind == .couldNotResolve)
        #expect(!error.requestMayHaveBeenProcessed)
        #expect(
            error.description
                == "GET http://\(label).invalid: the host has no address (Could not resolve host: \(label).invalid); "
                + "check its name and this machine's DNS")
    }

    @Test("a server that doesn't speak TLS gets no request")
    func notTLS() async throws {
        let server = try HTTPServer { _ in .text("must not be asked") }
        let error = try await failure(of: loopback("POST", server.port, scheme: "https", body: [1]))
        #expect(error.kind == .tlsFailed)
        #expect(!error.requestMayHaveBeenProcessed)
    }

    @Test("a file of authorities that isn't there fails closed")
    func missingAuthorities() async throws {
        let peer = try RawPeer.silent()
        let client = HTTPClient(configuration: .init(certificateAuthorityFile: "/nowhere/ca.pem"))
        let error = try await failure(of: loopback(peer.port, scheme: "https"), client)
        #expect(error.kind == .tlsFailed)
        #expect(error.description.contains("/nowhere/ca.pem"))
    }
}
