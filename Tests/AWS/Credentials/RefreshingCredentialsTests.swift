import FoundationEssentials
import Logging
import Synchronization
import Testing

@testable import AWS

@Suite struct RefreshingCredentialsTests {
    /// A source whose answers a test decides, and which can be held up.
    private final class Source: Sendable {
        struct State {
            var loads = 0
            var failing = false
            var length: TimeInterval = 3600
        }

        let state = Mutex(State())
        let clock = ScriptedClock()
        private let gate: (stream: AsyncStream<Void>, continuation: AsyncStream<Void>.Continuation)?

        init(held: Bool = false) { gate = held ? AsyncStream<Void>.makeStream() : nil }

        var loads: Int { state.withLock { $0.loads } }
        func release() { gate?.continuation.finish() }

        func load() async throws(CredentialsError) -> AWSCredentials {
            let (number, failing, length) = state.withLock {
                $0.loads += 1
                return ($0.loads, $0.failing, $0.length)
            }
            if let gate { for await _ in gate.stream {} }
            if failing { throw CredentialsError("STS is away", isTransient: true) }
            return AWSCredentials(
                accessKeyID: "KEY\(number)", secretAccessKey: Secret("s"), sessionToken: Secret("t"),
                expiration: clock.now + length)
        }

        var provider: RefreshingCredentials {
            RefreshingCredentials(clock: clock.clock) { () async throws(CredentialsError) in try await self.load() }
        }
    }

    /// Asks until the answer is the wanted one: a renewal in the background takes a moment.
    private func key(_ provider: RefreshingCredentials, becomes wanted: String) async throws {
        while try await provider.credentials().accessKeyID != wanted { await Task.yield() }
    }

    @Test("They are loaded once and given out until 15 minutes before their end")
    func keeps() async throws {
        let source = Source()
        let provider = source.provider
        for _ in 0..<3 { #expect(try await provider.credentials().accessKeyID == "KEY1") }
        source.clock.advance(by: 2690)
        #expect(try await provider.credentials().accessKeyID == "KEY1")
        #expect(source.loads == 1)
    }

    @Test("From 15 minutes before the end they are renewed in the background, and the old ones are given out meanwhile")
    func renewsInTheBackground() async throws {
        let source = Source()
        let provider = source.provider
        _ = try await provider.credentials()
        source.clock.advance(by: 2710)
        #expect(try await provider.credentials().accessKeyID == "KEY1")
        try await key(provider, becomes: "KEY2")
        #expect(source.loads == 2)
    }

    @Test("From 10 minutes before the end everybody waits for new ones")
    func renewsBeforeAnswering() async throws {
        let source = Source()
        let provider = source.provider
        _ = try await provider.credentials()
        source.clock.advance(by: 3010)
        #expect(try await provider.credentials().accessKeyID == "KEY2")
    }

    @Test("Many who ask at once make one load")
    func loadsOnce() async throws {
        let source = Source(held: true)
        let provider = source.provider
        let askers = (0..<50).map { _ in Task { try await provider.credentials().accessKeyID } }
        while source.loads == 0 { await Task.yield() }
        source.release()
        for asker in askers { #expect(try await asker.value == "KEY1") }
        #expect(source.loads == 1)
    }

    @Test("One who stops waiting does not take the load away from the others")
    func survivesCancellation() async throws {
        let source = Source(held: true)
        let provider = source.provider
        let first = Task { try await provider.credentials().accessKeyID }
        while source.loads == 0 { await Task.yield() }
        let second = Task { try await provider.credentials().accessKeyID }
        first.cancel()
        source.release()
        #expect(try await second.value == "KEY1")
        #expect(source.loads == 1)
    }

    @Test("A failure is passed on and never kept")
    func forgetsFailures() async throws {
        let source = Source()
        source.state.withLock { $0.failing = true }
        let provider = source.provider
        let error = await #expect(throws: CredentialsError.self) { try await provider.credentials() }
        #expect(error?.problem == "STS is away")
        source.state.withLock { $0.failing = false }
        #expect(try await provider.credentials().accessKeyID == "KEY2")
    }

    @Test("A renewal that fails while the old ones are good is no failure, and isn't tried at every call")
    func toleratesEarlyFailures() async throws {
        let source = Source()
        let provider = source.provider
        _ = try await provider.credentials()
        source.state.withLock { $0.failing = true }
        source.clock.advance(by: 2710)
        for _ in 0..<200 {
            #expect(try await provider.credentials().accessKeyID == "KEY1")
            await Task.yield()
        }
        while source.loads < 2 { await Task.yield() }
        #expect(source.loads == 2)
        source.state.withLock { $0.failing = false }
        source.clock.advance(by: 31)
        try await key(provider, becomes: "KEY3")
    }

    @Test("A session of 15 minutes is not renewed at every call")
    func shortSessions() async throws {
        let source = Source()
        source.state.withLock { $0.length = 900 }
        let provider = source.provider
        _ = try await provider.credentials()
        source.clock.advance(by: 600)
        #expect(try await provider.credentials().accessKeyID == "KEY1")
        #expect(source.loads == 1)
        source.clock.advance(by: 200)
        #expect(try await provider.credentials().accessKeyID == "KEY2")
    }

    @Test("Those that AWS holds for expired are not given out again; a report about older ones changes nothing")
    func discards() async throws {
        let source = Source()
        let provider = source.provider
        let old = try await provider.credentials()
        await provider.discard(old)
        #expect(try await provider.credentials().accessKeyID == "KEY2")
        await provider.discard(old)
        #expect(try await provider.credentials().accessKeyID == "KEY2")
    }
}
