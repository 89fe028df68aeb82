import AuditTrail
import FoundationEssentials
import Glibc
import Reconciliation
import Subprocess
import Testing

/// A small file system of its own, which takes root.
@Suite(.enabled(if: geteuid() == 0, "mounting a small file system takes root")) struct FullDiskTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func run(_ name: String, _ arguments: [String]) async throws {
        let result = try await Command(name, arguments, environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]).run()
        try #require(result.succeeded, "\(result.standardErrorText)")
    }

    /// Runs `body` with a path on a file system of so many kilobytes.
    private func onDisk(of kilobytes: Int, _ body: (String) async throws -> Void) async throws {
        try await run("mount", ["-t", "tmpfs", "-o", "size=\(kilobytes)k", "tmpfs", scratch.path])
        let result: Result<Void, any Error>
        do { result = .success(try await body(scratch.trail)) } catch { result = .failure(error) }
        try await run("umount", ["-l", scratch.path])
        try result.get()
    }

    /// Takes all the room that is left.
    private func fill() throws -> String {
        let ballast = "\(scratch.path)/ballast"
        let descriptor = Glibc.open(ballast, O_WRONLY | O_CREAT, 0o600)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        let page = [UInt8](repeating: 0, count: 4096)
        while write(descriptor, page, page.count) == page.count {}
        #expect(errno == ENOSPC)
        return ballast
    }

    @Test("on a full disk an intent is refused with the reason, what was written stays, and room mends it")
    func full() async throws {
        try await onDisk(of: 1024) { path in
            let trail = try await AuditTrail.open(path: path, for: .writing)
            let kept = try Sample.intent(1)
            try await trail.intend(kept)
            let ballast = try fill()
            let error = try #require(
                await #expect(throws: JournalFailure.self) { try await trail.intend(try Sample.intent(2)) })
            #expect(
                error.message
                    == "can't record the intent to startInstances fleet/web in prd: there is no room left where "
                    + "the audit trail \(path) stands")
            #expect(error.advice == "make room; nothing is performed until entries can be written again")
            #expect(try await trail.openIntents() == [kept])
            #expect(try await AuditTrail.open(path: path, for: .reading).verify().head.size == 1)

            try FileManager.default.removeItem(atPath: ballast)
            try await trail.intend(try Sample.intent(3))
            let report = try await trail.verify()
            #expect(report.findings == [])
            #expect(report.head.size == 2)
        }
    }

    @Test("a trail can't be begun on a full disk, and can once there is room")
    func newOnFull() async throws {
        try await onDisk(of: 256) { path in
            let ballast = try fill()
            let error = await #expect(throws: AuditTrailError.self) {
                try await AuditTrail.open(path: path, for: .writing)
            }
            #expect(error?.problem == .diskFull)
            try FileManager.default.removeItem(atPath: ballast)
            let trail = try await AuditTrail.open(path: path, for: .writing)
            try await trail.intend(try Sample.intent())
            #expect(try await trail.verify().isWhole)
        }
    }

    @Test("wherever the room runs out, what was acknowledged is there and the rest is not")
    func everyPlace() async throws {
        for kilobytes in stride(from: 120, through: 400, by: 28) {
            try await onDisk(of: kilobytes) { path in
                var written = 0
                do {
                    let trail = try await AuditTrail.open(path: path, for: .writing)
                    while written < 1_000 {
                        try await trail.note(try Sample.note(String(repeating: "x", count: 3_000)))
                        written += 1
                    }
                    Issue.record("\(kilobytes) kB were never full")
                } catch let error as JournalFailure {
                    #expect(error.message.contains("there is no room left"))
                } catch let error as AuditTrailError {
                    #expect(error.problem == .diskFull)
                    return
                }
                let report = try await AuditTrail.open(path: path, for: .reading).verify()
                #expect(report.findings == [])
                #expect(report.head.size == Int64(written))
            }
        }
    }

    @Test("a file system that turned read-only is named as such")
    func readOnly() async throws {
        try await onDisk(of: 1024) { path in
            do {
                let trail = try await AuditTrail.open(path: path, for: .writing)
                try await trail.intend(try Sample.intent())
            }
            try await run("mount", ["-o", "remount,ro", scratch.path])
            let error = await #expect(throws: AuditTrailError.self) {
                try await AuditTrail.open(path: path, for: .writing)
            }
            #expect(error?.problem == .readOnly)
            #expect(
                error?.message
                    == "can't open the audit trail: the audit trail \(path), or its directory, can't be written")
            let reader = try await AuditTrail.open(path: path, for: .reading)
            #expect(try await reader.verify().head.size == 1)
        }
    }
}
