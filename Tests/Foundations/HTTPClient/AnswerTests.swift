import HTTPClient
import HTTPServer
import Testing

/// Answers, whole and broken.
@Suite struct AnswerTests {
    @Test("status, header and body arrive as they were sent")
    func whole() async throws {
        let server = try HTTPServer { request in
            HTTPServerResponse(
                status: 418, headers: [("X-Two", "1"), ("X-Two", "2")],
                body: Array("\(request.method) \(request.path)".utf8))
        }
        let answer = try await HTTPClient().send(loopback("PUT", server.port, "/tea", body: [1]))
        #expect(answer.status == 418)
        #expect(answer.headers.values(of: "x-two") == ["1", "2"])
        #expect(answer.body == Array("PUT /tea".utf8))
    }

    @Test("a redirect is an answer and is not followed")
    func redirect() async throws {
        let server = try HTTPServer { request in
            HTTPServerResponse(status: request.path == "/" ? 302 : 200, headers: [("Location", "/elsewhere")])
        }
        let answer = try await HTTPClient().send(loopback(server.port))
        #expect(answer.status == 302)
        #expect(answer.headers["location"] == "/elsewhere")
    }

    @Test("interim responses and trailers are not taken for the header")
    func interim() async throws {
        let peer = try RawPeer { _ in
            "HTTP/1.1 100 Continue\r\nX-Interim: 1\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX-Final: 1\r\n\r\n"
                + "2\r\nhi\r\n0\r\nX-Trailer: 1\r\n\r\n"
        }
        let answer = try await HTTPClient().send(loopback(peer.port))
        #expect(answer.headers == ["Transfer-Encoding": "chunked", "X-Final": "1"])
        #expect(answer.body == Array("hi".utf8))
    }

    @Test("HEAD takes a length that no body of that size follows")
    func head() async throws {
        let peer = try RawPeer { _ in "HTTP/1.1 200 OK\r\nContent-Length: 5000000\r\n\r\n" }
        let answer = try await HTTPClient().send(loopback("HEAD", peer.port, maximum: 10))
        #expect(answer.headers["content-length"] == "5000000")
        #expect(answer.body.isEmpty)
    }

    @Test("a body of exactly the limit is taken, one byte more is not")
    func bounded() async throws {
        let server = try HTTPServer { _ in .text("0123456789") }
        let client = HTTPClient()
        #expect(try await client.send(loopback(server.port, maximum: 10)).body.count == 10)
        let error = try await failure(of: loopback(server.port, maximum: 9), client)
        #expect(error.kind == .responseTooLarge)
        #expect(
            error.description
                == "GET http://127.0.0.1:\(server.port): the answer is too large (its body has more than 9 bytes); "
                + "the rest of it was not read")
        #expect(error.requestMayHaveBeenProcessed)
    }

    @Test("an endless chunked body ends at the limit")
    func endless() async throws {
        let server = try HTTPServer { _ in
            .stream(pieces: AsyncStream { [UInt8](repeating: 0, count: 10_000) })
        }
        let error = try await failure(of: loopback(server.port, maximum: 1_000_000))
        #expect(error.kind == .responseTooLarge)
    }

    @Test("a header without end is not collected")
    func largeHeader() async throws {
        let peer = try RawPeer { _ in
            "HTTP/1.1 200 OK\r\n" + String(repeating: "X: \(String(repeating: "y", count: 1000))\r\n", count: 280)
                + "Content-Length: 0\r\n\r\n"
        }
        #expect(try await failure(of: loopback(peer.port)).kind == .responseTooLarge)
    }

    @Test("a body shorter than its Content-Length is an error, though it would read as whole")
    func truncated() async throws {
        let server = try HTTPServer { _ in .truncated(body: Array("{}".utf8), declaredLength: 1000) }
        let error = try await failure(of: loopback("POST", server.port))
        #expect(error.kind == .connectionLost)
        #expect(
            error.description
                == "POST http://127.0.0.1:\(server.port): the connection was lost before the answer was complete "
                + "(transfer closed with 998 bytes remaining to read); the request may have been carried out")
        #expect(error.requestMayHaveBeenProcessed)
    }

    @Test(
        "an answer that breaks off is an error",
        arguments: [
            "", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-", "HTTP/1.1 100 Continue\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        ])
    func brokenOff(answer: String) async throws {
        let peer = try RawPeer { _ in answer }
        let error = try await failure(of: loopback("POST", peer.port, body: [1]))
        #expect(error.kind == .connectionLost)
        #expect(error.requestMayHaveBeenProcessed)
    }

    @Test("what isn't HTTP is an error", arguments: ["SSH-2.0-OpenSSH_9.2\r\n", "\0\0\0", "HTTP/9.9 abc\r\n\r\n"])
    func notHTTP(answer: String) async throws {
        let peer = try RawPeer { _ in answer }
        #expect(try await failure(of: loopback(peer.port)).requestMayHaveBeenProcessed)
    }
}
