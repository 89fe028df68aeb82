import FoundationEssentials
import Model
import Reconciliation
import Testing

@testable import AuditTrail

@Suite struct ReleaseTests {
    private let scratch: Scratch
    private let prd: EnvironmentName

    init() throws {
        scratch = try Scratch()
        prd = try Sample.name("prd")
    }

    @Test("releases are numbered in each environment, and a convergence to the same content cuts none")
    func numbering() async throws {
        let trail = try await scratch.open()
        #expect(try await trail.latestRelease(of: prd) == nil)
        let first = try #require(try await trail.converged(try Sample.convergence("1.0.0")))
        #expect(
            first
                == Release(
                    environment: prd, number: 1, at: Sample.start, commit: nil, content: try Sample.content("1.0.0")))
        #expect(try await trail.converged(try Sample.convergence("1.0.0")) == nil)
        #expect(try await trail.converged(try Sample.convergence("1.0.0", environment: "tst"))?.number == 1)
        let second = try #require(try await trail.converged(try Sample.convergence("1.1.0")))
        #expect(second.number == 2)
        let third = try #require(try await trail.converged(try Sample.convergence("1.0.0", restores: 1)))
        #expect(third.number == 3)
        #expect(third.restores == 1)
        #expect(try await trail.releases(of: prd) == [first, second, third])
        #expect(try await trail.latestRelease(of: prd) == third)
        #expect(try await trail.release(2, of: prd) == second)
        #expect(try await trail.release(4, of: prd) == nil)
        let entry = try #require(try await trail.history(of: prd).last)
        #expect(entry.headline == "release 3: web 1.0.0, restores release 1")
    }

    @Test("two processes that see the same convergence cut one release")
    func oneRelease() async throws {
        let trails = [try await scratch.open(), try await scratch.open()]
        let cut = try await withThrowingTaskGroup(of: Release?.self) { group in
            for index in 0..<20 {
                group.addTask { try await trails[index % 2].converged(try Sample.convergence("1.0.0")) }
            }
            return try await group.reduce(into: 0) { $0 += $1 == nil ? 0 : 1 }
        }
        #expect(cut == 1)
        #expect(try await trails[0].releases(of: prd).count == 1)
    }

    @Test(
        "a rollback goes to the release before, and a second one goes on backwards",
        arguments: [
            // (version, restores) of each release, and the number that a rollback from the last goes to.
            ([("a", nil)], nil),
            ([("a", nil), ("b", nil)], 1),
            ([("a", nil), ("b", nil), ("c", nil)], 2),
            ([("a", nil), ("b", nil), ("a", 1)], nil),
            ([("a", nil), ("b", nil), ("c", nil), ("b", 2)], 1),
            ([("a", nil), ("b", nil), ("a", 1), ("c", nil)], 3),
            ([("a", nil), ("b", nil), ("c", nil), ("b", 2), ("a", 1)], nil),
            ([("a", nil), ("b", nil), ("c", nil), ("b", 2), ("d", nil), ("b", 4)], 1),
            ([("a", 7)], nil),
        ] as [([(String, Int?)], Int?)])
    func rollbackTarget(history: [(String, Int?)], expected: Int?) throws {
        let releases = try history.enumerated().map { index, release in
            Release(
                environment: prd, number: index + 1, at: Sample.start, commit: nil,
                content: try Sample.content(release.0), restores: release.1)
        }
        #expect(AuditTrail.rollbackTarget(among: releases)?.number == expected)
    }

    @Test("the target of a rollback is read from the file")
    func rollbackTargetFromFile() async throws {
        let trail = try await scratch.open()
        #expect(try await trail.releaseBeforeLatest(of: prd) == nil)
        for version in ["1.0.0", "1.1.0"] { _ = try await trail.converged(try Sample.convergence(version)) }
        #expect(try await trail.releaseBeforeLatest(of: prd)?.number == 1)
    }

    @Test("a release that can't be understood is an error that names its entry")
    func unreadable() async throws {
        do {
            let trail = try await scratch.open()
            _ = try await trail.converged(try Sample.convergence("1.0.0"))
        }
        try scratch.tamper { try $0.execute("UPDATE main.entry SET payload = '{}'") }
        let trail = try await scratch.open(.reading)
        let error = await #expect(throws: AuditTrailError.self) { try await trail.releases(of: prd) }
        guard case .unreadableEntry(sequence: 1, _) = error?.problem else {
            Issue.record("expected an unreadable entry, got \(String(describing: error))")
            return
        }
    }
}
