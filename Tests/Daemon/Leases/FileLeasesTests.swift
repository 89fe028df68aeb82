import CoreFixtures
import FoundationEssentials
import Model
import Reconciliation
import Testing

@testable import Daemon

@Suite struct FileLeasesTests {
    private let directory: String

    init() throws {
        directory = "/tmp/tend-leases-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: false)
    }

    private func leases(_ project: ProjectName = "shop") -> FileLeases {
        FileLeases(directory: directory, project: project)
    }

    private func cleanUp() { try? FileManager.default.removeItem(atPath: directory) }

    private static func word(_ answer: LeaseAnswer) -> String {
        switch answer {
        case .granted: "granted"
        case .taken(let holder): "taken: \(holder)"
        case .unavailable(let reason): "unavailable: \(reason)"
        }
    }

    @Test("A second tend doesn't get the lease, and is told who has it")
    func taken() async throws {
        defer { cleanUp() }
        let first = await leases().acquire("prd", purpose: "tend apply by dev@laptop")
        let second = await leases().acquire("prd", purpose: "tend daemon")
        let process = ProcessInfo.processInfo.processIdentifier
        #expect(Self.word(second).hasPrefix("taken: tend apply by dev@laptop (pid \(process)) since "))
        guard case .granted(let lease) = first else {
            Issue.record("\(Self.word(first))")
            return
        }
        await lease.release()
        #expect(Self.word(await leases().acquire("prd", purpose: "tend daemon")) == "granted")
    }

    @Test("Other environments, and the same one of another project, are free")
    func others() async throws {
        defer { cleanUp() }
        let first = await leases().acquire("prd", purpose: "a")
        #expect(Self.word(await leases().acquire("tst", purpose: "b")) == "granted")
        #expect(Self.word(await leases("store").acquire("prd", purpose: "b")) == "granted")
        withExtendedLifetime(first) {}
    }

    @Test("A lease that nobody refers to any more is free")
    func dropped() async throws {
        defer { cleanUp() }
        _ = await leases().acquire("prd", purpose: "a")
        #expect(Self.word(await leases().acquire("prd", purpose: "b")) == "granted")
    }

    @Test("Where no lock can be made, nobody may act")
    func unavailable() async throws {
        cleanUp()
        #expect(
            Self.word(await leases().acquire("prd", purpose: "a"))
                == "unavailable: can't lock \(directory)/shop-prd.lock: its directory does not exist")
    }
}
