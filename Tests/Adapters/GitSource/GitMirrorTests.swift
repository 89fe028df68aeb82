import FoundationEssentials
import GitSource
import Model
import Testing

@Suite struct GitMirrorTests {
    private func mirror(_ scratch: Scratch) throws -> GitMirror {
        try GitMirror(address: scratch.work, directory: "\(scratch.root)/state/mirror")
    }

    @Test("a branch is fetched into a bare repository, again and again, also when it was rewound")
    func follows() async throws {
        let scratch = try await Scratch.repository(["d/a": "1"])
        let mirror = try mirror(scratch)
        let first = try await mirror.fetch(branch: "main")
        #expect(first.text == (try await scratch.git("rev-parse", "HEAD")))
        try scratch.write("d/a", "2")
        let second = try await scratch.commit("second", day: 2)
        #expect(try await mirror.fetch(branch: "main").text == second)
        let newest = try #require(CommitID(second))
        #expect(try await mirror.repository.tree(at: newest, below: "d").entries["a"] == .file([UInt8(ascii: "2")]))
        #expect(try await mirror.repository.touched(["a"], below: "d", at: newest).count == 1)

        try await scratch.git("reset", "--quiet", "--hard", first.text)
        #expect(try await mirror.fetch(branch: "main") == first)
        // What was reached before can still be read, so that a person can be told what was rewound.
        #expect(try await mirror.repository.isAncestor(first, of: newest))
    }

    @Test("a file address works as a path does, and a branch with a slash as any other")
    func fileAddress() async throws {
        let scratch = try await Scratch.repository(["a": "1"])
        try await scratch.git("branch", "team/web")
        let mirror = try GitMirror(address: "file://\(scratch.work)", directory: "\(scratch.root)/m")
        #expect(try await mirror.fetch(branch: "team/web").text == (try await scratch.git("rev-parse", "HEAD")))
    }

    @Test("submodules are not fetched, and nothing in the served repository runs")
    func noSubmodules() async throws {
        let inner = try await Scratch.repository(["x": "1"])
        let scratch = try await Scratch.repository(["a": "1"])
        try await scratch.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.work, "sub")
        let id = try #require(CommitID(try await scratch.commit("with a submodule")))
        let mirror = try mirror(scratch)
        #expect(try await mirror.fetch(branch: "main") == id)
        #expect(try await mirror.repository.tree(at: id, below: "").entries["sub"] == .other("a submodule"))
        #expect(!FileManager.default.fileExists(atPath: "\(mirror.repository.directory)/modules"))
    }

    @Test("a branch that isn't there is told", arguments: ["nope", "-x", "a..b", "", "*", "main:refs/heads/x"])
    func noBranch(name: String) async throws {
        let scratch = try await Scratch.repository(["a": "1"])
        let mirror = try mirror(scratch)
        let error = await #expect(throws: GitError.self) { try await mirror.fetch(branch: name) }
        #expect(error?.description == "there is no branch '\(name)' at \(scratch.work)")
        #expect(error?.isPassing == false)
    }

    @Test("a repository that can't be reached is told, may be tried again, and the message hides the password")
    func unreachable() async throws {
        let scratch = try Scratch()
        let gone = try GitMirror(address: "\(scratch.root)/gone", directory: "\(scratch.root)/m1")
        let missing = await #expect(throws: GitError.self) { try await gone.fetch(branch: "main") }
        #expect(
            missing?.description.hasPrefix(
                "can't fetch from \(scratch.root)/gone: fatal: '\(scratch.root)/gone' does not appear to be a git repository"
            ) == true)
        #expect(missing?.isPassing == true)

        // Port 1 of this machine: nobody listens there.
        let refused = try GitMirror(
            address: "http://tend:hunter2@127.0.0.1:1/x.git", directory: "\(scratch.root)/m2")
        let error = await #expect(throws: GitError.self) { try await refused.fetch(branch: "main") }
        #expect(error?.description.hasPrefix("can't fetch from http://<redacted>@127.0.0.1:1/x.git: ") == true)
        #expect(error?.description.contains("hunter2") == false)
        #expect(error?.isPassing == true)
    }

    @Test(
        "addresses that could run a program or reach an unauthenticated server are refused",
        arguments: [
            "ext::sh -c id", "git://example.com/x", "-oProxyCommand=x", "", "relative/path", "fd::3", "https:\n//x",
        ])
    func refusedAddresses(address: String) {
        #expect(throws: GitError.refusedAddress(address)) { try GitMirror(address: address, directory: "/nonexistent") }
    }

    @Test(
        "the usual ways to write an address are understood",
        arguments: [
            ("https://example.com/x.git", GitTransport.https), ("ssh://git@example.com/x", .ssh),
            ("git@example.com:team/x.git", .ssh), ("/srv/x.git", .file), ("file:///srv/x.git", .file),
            ("http://127.0.0.1:8080/x", .http),
        ])
    func transports(address: String, transport: GitTransport) {
        #expect(GitTransport(address: address) == transport)
    }
}
