import HTTPClient
import HTTPServer
import Synchronization
import Testing

@Suite struct HTTPServerTests {
    func request(_ port: UInt16, _ path: String = "/", host: String = "127.0.0.1") -> HTTPRequest {
        HTTPRequest(url: "http://\(host):\(port)\(path)", mayUseProxy: false)
    }

    @Test("the handler sees the request as it was sent")
    func request() async throws {
        let seen = Mutex<HTTPServerRequest?>(nil)
        let server = try HTTPServer { request in
            seen.withLock { $0 = request }
            return .text("ok")
        }
        var put = request(server.port, "/a%20b/../c?x=1%202&flag&x=%C3%A9")
        put.method = "PUT"
        put.headers = ["X-One": "1", "x-one": "2"]
        put.body = Array("hello".utf8)
        _ = try await HTTPClient().send(put)
        let request = try #require(seen.withLock { $0 })
        #expect(request.method == "PUT")
        #expect(request.path == "/a%20b/../c")
        #expect(request.query == "x=1%202&flag&x=%C3%A9")
        #expect(request.parameters.map(\.name) == ["x", "flag", "x"])
        #expect(request.parameters.map(\.value) == ["1 2", "", "é"])
        #expect(request.parameter("x") == "1 2")
        #expect(request.header("x-ONE") == "1")
        #expect(request.headers.filter { $0.name.lowercased() == "x-one" }.map(\.value) == ["1", "2"])
        #expect(request.body == Array("hello".utf8))
        #expect(request.remoteAddress == "127.0.0.1")
    }

    @Test("two hundred handlers wait at once and hold no thread")
    func parked() async throws {
        let arrived = Mutex<[CheckedContinuation<Void, Never>]>([])
        let server = try HTTPServer { _ in
            // The last to come opens for all: were a thread held by each, it would never come.
            await withCheckedContinuation { continuation in
                let all = arrived.withLock { waiting in
                    waiting.append(continuation)
                    return waiting.count == 200 ? waiting : []
                }
                all.forEach { $0.resume() }
            }
            return .text("ok")
        }
        let client = HTTPClient(configuration: .init(maximumConnectionsPerOrigin: 200))
        let url = request(server.port)
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<200 { group.addTask { try await client.send(url).status } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses == [Int](repeating: 200, count: 200))
        #expect(server.acceptedConnections == 200)
    }

    @Test("a body that declares too much is refused before it is sent")
    func declaredTooLarge() async throws {
        let server = try HTTPServer(limits: .init(bodyBytes: 100)) { _ in .text("must not be asked") }
        let head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 101\r\n\r\n"
        let answer = await RawClient.exchange(server.port, head)
        #expect(answer.hasPrefix("HTTP/1.1 413 "))
        #expect(answer.hasSuffix("\r\n\r\nthe request's body is too large\n"))
    }

    @Test("a body of unknown length is refused when it is too large, taken when it isn't")
    func chunkedTooLarge() async throws {
        let server = try HTTPServer(limits: .init(bodyBytes: 100)) { request in .text("\(request.body.count)") }
        func post(_ count: Int) async -> String {
            let body = String(repeating: "b", count: count)
            return await RawClient.exchange(
                server.port,
                "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "\(String(count, radix: 16))\r\n\(body)\r\n0\r\n\r\n")
        }
        #expect(await post(100).hasSuffix("\r\n\r\n100"))
        #expect(await post(101).hasPrefix("HTTP/1.1 413 "))
        // Beyond twice the limit nobody waits for the end.
        #expect(await post(100_000) == "")
    }

    @Test("what isn't a request is refused and the handler not asked")
    func malformed() async throws {
        let server = try HTTPServer { _ in .text("asked") }
        let answers = [
            await RawClient.exchange(server.port, "GET / HTTP/1.1\r\n\r\n"),
            await RawClient.exchange(server.port, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n"),
            await RawClient.exchange(server.port, "nonsense\r\n\r\n"),
        ]
        for answer in answers { #expect(!answer.contains("asked")) }
        #expect(answers[0].hasPrefix("HTTP/1.1 400 "))
        let long = await RawClient.exchange(
            server.port, "GET / HTTP/1.1\r\nHost: x\r\nX: \(String(repeating: "y", count: 200_000))\r\n\r\n")
        #expect(long.hasPrefix("HTTP/1.1 431 ") || long.isEmpty)
        // It is still there for others.
        #expect(try await HTTPClient().send(request(server.port)).status == 200)
    }

    @Test("a header that would split the answer makes it a 500")
    func responseSplitting() async throws {
        let server = try HTTPServer { _ in
            HTTPServerResponse(headers: [("X", "a\r\nSet-Cookie: forged")], body: [1])
        }
        let answer = try await HTTPClient().send(request(server.port))
        #expect(answer.status == 500)
        #expect(answer.headers["set-cookie"] == nil)
    }

    @Test("pieces are sent as they come, with and without a declared length", arguments: [nil, 6])
    func streamed(length: Int?) async throws {
        let (pieces, continuation) = AsyncStream<[UInt8]>.makeStream()
        for piece in [[1, 2], [], [3], [4, 5, 6]] as [[UInt8]] { continuation.yield(piece) }
        continuation.finish()
        let server = try HTTPServer { _ in .stream(declaredLength: length, pieces: pieces) }
        let answer = try await HTTPClient().send(request(server.port))
        #expect(answer.body == [1, 2, 3, 4, 5, 6])
        #expect(answer.headers["content-length"] == length.map(String.init))
    }

    @Test("a body of megabytes arrives whole")
    func large() async throws {
        let body = (0..<5_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let server = try HTTPServer(limits: .init(bodyBytes: 5_000_000)) { request in
            HTTPServerResponse(body: request.body)
        }
        var post = request(server.port)
        post.method = "POST"
        post.body = body
        #expect(try await HTTPClient().send(post).body == body)
    }

    @Test("stopping drops what waits for its handler and frees the port")
    func stopped() async throws {
        let (began, beginning) = AsyncStream<Void>.makeStream()
        let (released, release) = AsyncStream<Void>.makeStream()
        let server = try HTTPServer { _ in
            beginning.yield()
            for await _ in released {}
            return .text("too late")
        }
        let url = request(server.port)
        let waiting = Task { try await HTTPClient().send(url) }
        for await _ in began { break }
        server.stop()
        server.stop()
        let error = await #expect(throws: HTTPError.self) { try await waiting.value }
        #expect(error?.kind == .connectionLost)
        let again = try HTTPServer(port: server.port) { _ in .text("again") }
        // The handler of the stopped server ends now, and answers nobody.
        release.finish()
        #expect(try await HTTPClient().send(request(again.port)).body == Array("again".utf8))
    }

    @Test("many servers start, serve and stop in the midst of streams")
    func startAndStop() async throws {
        for _ in 0..<20 {
            let server = try HTTPServer { _ in .stream(pieces: AsyncStream { [0] }) }
            let url = request(server.port)
            let client = HTTPClient()
            let endless = Task { try await client.send(url) }
            let second = Task { try await client.send(url) }
            while server.acceptedConnections < 2 { await Task.yield() }
            server.stop()
            _ = await endless.result
            _ = await second.result
        }
    }

    @Test("IPv6 works where the machine has it")
    func version6() async throws {
        guard let server = try? HTTPServer(address: "::1", handler: { .text($0.remoteAddress) }) else { return }
        let answer = try await HTTPClient().send(request(server.port, host: "[::1]"))
        #expect(String(decoding: answer.body, as: UTF8.self) == "::1")
    }

    @Test("a port that is taken and an address that isn't one are errors for a person")
    func errors() throws {
        let server = try HTTPServer { _ in .text("ok") }
        let taken = #expect(throws: HTTPServerError.self) { try HTTPServer(port: server.port) { _ in .text("ok") } }
        #expect(
            taken?.description
                == "can't listen on 127.0.0.1 port \(server.port): another process has it; stop that one or choose another port"
        )
        let bad = #expect(throws: HTTPServerError.self) { try HTTPServer(address: "localhost") { _ in .text("ok") } }
        #expect(
            bad?.description
                == "'localhost' is not an address to listen on; give a numeric one such as 127.0.0.1 or ::1")
        let foreign = #expect(throws: HTTPServerError.self) {
            try HTTPServer(address: "192.0.2.1", port: 8080) { _ in .text("ok") }
        }
        #expect(foreign?.description == "can't listen on 192.0.2.1 port 8080: Cannot assign requested address")
    }
}
