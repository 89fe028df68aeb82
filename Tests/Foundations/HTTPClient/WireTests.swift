import HTTPClient
import Testing

/// What goes over the wire, byte by byte.
@Suite struct WireTests {
    func sent(_ make: (UInt16) -> HTTPRequest) async throws -> String {
        let peer = try RawPeer { _ in "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n" }
        _ = try await HTTPClient().send(make(peer.port))
        return try #require(peer.received.first)
            .replacing("127.0.0.1:\(peer.port)", with: "HOST")
    }

    @Test("a POST carries the caller's header, its own length, and nothing that libcurl would add")
    func post() async throws {
        let text = try await sent {
            loopback(
                "POST", $0, "/x?a=b",
                headers: ["X-Amz-Target": "T", "Content-Length": "999", "Expect": "100-continue"],
                body: Array("{}".utf8))
        }
        #expect(
            text
                == "POST /x?a=b HTTP/1.1\r\nHost: HOST\r\nAccept: */*\r\nX-Amz-Target: T\r\nUser-Agent: tend\r\n"
                + "Content-Length: 2\r\n\r\n{}")
    }

    @Test("a body of two megabytes is sent without asking first")
    func noExpect() async throws {
        let body = [UInt8](repeating: UInt8(ascii: "b"), count: 2 << 20)
        let text = try await sent { loopback("PUT", $0, headers: ["Content-Type": "text/plain"], body: body) }
        #expect(!text.lowercased().contains("expect"))
        #expect(text.utf8.count > body.count)
        #expect(text.hasPrefix("PUT / HTTP/1.1\r\n"))
    }

    @Test(
        "a method without a body says so as RFC 9110 wants it",
        arguments: [
            ("GET", false), ("DELETE", false), ("OPTIONS", false), ("POST", true), ("PUT", true), ("PATCH", true),
        ])
    func emptyBody(method: String, hasLength: Bool) async throws {
        let text = try await sent { loopback(method, $0) }
        #expect(text.hasPrefix("\(method) / HTTP/1.1\r\n"))
        #expect(text.contains("Content-Length: 0\r\n") == hasLength)
        #expect(!text.contains("Content-Type"))
    }

    @Test("the path is sent as it is, also with dots in it")
    func pathAsIs() async throws {
        let text = try await sent { loopback($0, "/a/../b%2Fc//d?q=%20") }
        #expect(text.hasPrefix("GET /a/../b%2Fc//d?q=%20 HTTP/1.1\r\n"))
    }

    @Test("an empty value is sent as an empty value, and a Host of the caller's replaces libcurl's")
    func emptyValue() async throws {
        let text = try await sent { loopback($0, headers: ["X-Empty": "", "Host": "service.example"]) }
        #expect(text.contains("\r\nX-Empty:\r\n"))
        #expect(text.contains("\r\nHost: service.example\r\n"))
        #expect(!text.contains("HOST"))
    }

    @Test(
        "what could smuggle a second header or request is refused before anything leaves",
        arguments: [
            ("X", "a\r\nY: b", "the value of the header 'X' holds a line break or another control character"),
            ("X", "a\nb", "the value of the header 'X' holds a line break or another control character"),
            ("X", "a\0b", "the value of the header 'X' holds a line break or another control character"),
            ("X: Y", "a", "a header's name is empty or holds a character that no name may hold"),
            ("X\r\nY", "a", "a header's name is empty or holds a character that no name may hold"),
            ("", "a", "a header's name is empty or holds a character that no name may hold"),
            ("Transfer-Encoding", "chunked", "the header 'Transfer-Encoding' is not the caller's to set"),
        ])
    func injection(name: String, value: String, reason: String) async throws {
        let peer = try RawPeer { _ in "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n" }
        let error = try await failure(of: loopback(peer.port, headers: HTTPHeaders([(name, value)])))
        #expect(error.kind == .badRequest)
        #expect(error.description == "GET http://127.0.0.1:\(peer.port): the request can't be sent: \(reason)")
        #expect(!error.requestMayHaveBeenProcessed)
        #expect(peer.received.isEmpty)
    }

    @Test("a method that isn't a word is refused", arguments: ["", "GET /x HTTP/1.1\r\nA:", "G T"])
    func badMethod(method: String) async throws {
        let error = try await failure(of: loopback(method, 9))
        #expect(error.kind == .badRequest)
        #expect(error.description == "the HTTP request can't be sent: its method is not a word of letters")
    }

    @Test(
        "a URL that can't be used is refused, and not repeated",
        arguments: [
            ("", "Bad scheme"),
            ("/relative?secret", "Bad scheme"),
            ("ftp://127.0.0.1/secret", "only http and https are spoken"),
            ("file:///etc/secret", "only http and https are spoken"),
            ("http://user:secret@127.0.0.1/", "it holds a user name or a password; send credentials in a header"),
            (
                "http://127.0.0.1/ secret",
                "it holds a space, a control character or a letter outside ASCII; percent-encode it"
            ),
            (
                "http://127.0.0.1/\r\nX: secret",
                "it holds a space, a control character or a letter outside ASCII; percent-encode it"
            ),
            ("http://127.0.0.1:99999/secret", "Port number was not a decimal number between 0 and 65535"),
        ])
    func badURL(url: String, reason: String) async throws {
        let error = try await failure(of: HTTPRequest(url: url))
        #expect(error.kind == .badURL)
        #expect(error.description == "the URL of a GET request can't be used: \(reason)")
        #expect(!error.description.contains("secret"))
        #expect(!error.requestMayHaveBeenProcessed)
    }
}
