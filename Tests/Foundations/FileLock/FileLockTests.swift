import FileLock
import FoundationEssentials
import Glibc
import Subprocess
import Testing

@Suite final class FileLockTests {
    /// A directory of its own for each test.
    private let directory: String

    init() throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "tend-lock-\(UUID().uuidString)").path()
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    private var path: String { "\(directory)/prd.lock" }

    @Test("a second lock is refused and told who holds the first")
    func refusedWithHolder() throws {
        let lock = try FileLock.acquire(path: path, holder: "tend apply prd")
        let error = #expect(throws: FileLockError.self) { try FileLock.acquire(path: path, holder: "other") }
        guard case .held(_, .some(let holder)) = error else {
            Issue.record("no holder in \(String(describing: error))")
            return
        }
        #expect(holder.description == "tend apply prd")
        #expect(holder.process == getpid())
        #expect(
            error?.description == "\(path) is locked by 'tend apply prd' (process \(getpid()), since "
                + "\(holder.since.formatted(.iso8601))); wait for it to finish, or stop it")
        lock.release()
    }

    @Test("a released lock can be taken again, releasing twice does nothing to the new holder")
    func release() throws {
        let first = try FileLock.acquire(path: path, holder: "first")
        first.release()
        let second = try FileLock.acquire(path: path, holder: "second")
        first.release()
        let error = #expect(throws: FileLockError.self) { try FileLock.acquire(path: path, holder: "third") }
        #expect(error?.description.contains("'second'") == true)
        second.release()
    }

    @Test("a lock that nothing refers to is free")
    func freedAtDeinit() throws {
        do { _ = try FileLock.acquire(path: path, holder: "short") }
        try FileLock.acquire(path: path, holder: "next").release()
    }

    @Test("a longer holder before doesn't shine through")
    func holderIsReplaced() throws {
        // As if a process had died with the lock: its words are still in the file.
        let stale = "holder: \(String(repeating: "long ", count: 100))\npid: 1\nsince: 2020-01-01T00:00:00Z\n"
        try stale.write(toFile: path, atomically: false, encoding: .utf8)
        let lock = try FileLock.acquire(path: path, holder: "now\nhere")
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines.first == "holder: now here")
        lock.release()
    }

    @Test("the kernel frees the lock of a process that is killed")
    func freedByDeath() async throws {
        let path = path
        let (lines, continuation) = AsyncStream.makeStream(of: String.self)
        let other = Task {
            defer { continuation.finish() }
            let command = Command(
                "/usr/bin/flock", [path, "/bin/sh", "-c", "echo locked; exec sleep 60"],
                limits: ProcessLimits(time: .seconds(60), gracePeriod: .zero))
            _ = try await command.run { continuation.yield($0.text) }
        }
        for await _ in lines {
            #expect(throws: FileLockError.held(path: path, by: nil)) {
                try FileLock.acquire(path: path, holder: "early")
            }
            other.cancel()
        }
        _ = await other.result
        try FileLock.acquire(path: path, holder: "late").release()
    }

    @Test("a child started meanwhile doesn't inherit the lock")
    func notInherited() async throws {
        let lock = try FileLock.acquire(path: path, holder: "parent")
        let path = path
        let (lines, continuation) = AsyncStream.makeStream(of: String.self)
        let child = Task {
            defer { continuation.finish() }
            _ = try await Command("/bin/sh", ["-c", "echo up; exec sleep 60"]).run { continuation.yield($0.text) }
        }
        for await _ in lines {
            lock.release()
            try FileLock.acquire(path: path, holder: "again").release()
            child.cancel()
        }
        _ = await child.result
    }

    @Test("what can't be locked is named with its reason")
    func unusable() throws {
        let missing = #expect(throws: FileLockError.self) {
            try FileLock.acquire(path: "\(directory)/no/such.lock", holder: "x")
        }
        #expect(missing?.description == "can't lock \(directory)/no/such.lock: its directory does not exist")
        let folder = #expect(throws: FileLockError.self) { try FileLock.acquire(path: directory, holder: "x") }
        #expect(folder?.description == "can't lock \(directory): it is a directory")
        let link = "\(directory)/link.lock"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "/etc/passwd")
        let linked = #expect(throws: FileLockError.self) { try FileLock.acquire(path: link, holder: "x") }
        #expect(linked?.description == "can't lock \(link): it is a symbolic link")
    }
}
