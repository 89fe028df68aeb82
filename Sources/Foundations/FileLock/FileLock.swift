import CSystem
import FoundationEssentials
import Glibc
import Synchronization

/// An exclusive lock on a file, held until ``release()``, until nothing refers to it, or until the process dies: the kernel
/// frees it then, so a lock is never stale. It excludes other processes and other locks of this process alike.
///
///     let lock = try FileLock.acquire(path: "/var/lib/tend/prd.lock", holder: "tend apply prd")
///     defer { lock.release() }
///
/// The file stays where it is: deleting it would let two holders lock two files of the same name. On a network file system
/// the lock reaches as far as that file system's `flock` does.
public final class FileLock: Sendable {
    /// The file that is locked.
    public let path: String
    private let descriptor: Int32
    private let isHeld = Atomic(true)

    private init(path: String, descriptor: Int32) {
        self.path = path
        self.descriptor = descriptor
    }

    deinit { release() }

    /// Takes the lock or says at once who holds it. The file is created when missing; its directory is not.
    ///
    /// - Parameters:
    ///   - path: The file. A symbolic link is refused.
    ///   - holder: What this process is doing, for the one who is refused, such as `tend apply prd`.
    public static func acquire(path: String, holder: String) throws(FileLockError) -> FileLock {
        let descriptor = tend_open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK, 0o644)
        guard descriptor >= 0 else { throw .unusable(path: path, reason: reason(errno)) }
        guard tend_lock_exclusive(descriptor) == 0 else {
            let number = errno
            defer { close(descriptor) }
            if number == EWOULDBLOCK { throw .held(path: path, by: readHolder(descriptor)) }
            throw .unusable(path: path, reason: reason(number))
        }
        let lock = FileLock(path: path, descriptor: descriptor)
        let text = LockHolder(process: getpid(), description: holder, since: .now).text
        let bytes = Array(text.utf8)
        guard pwrite(descriptor, bytes, bytes.count, 0) == bytes.count, ftruncate(descriptor, bytes.count) == 0 else {
            throw .unusable(path: path, reason: reason(errno))
        }
        return lock
    }

    /// Frees the lock. The second call does nothing.
    public func release() {
        guard isHeld.exchange(false, ordering: .acquiringAndReleasing) else { return }
        ftruncate(descriptor, 0)
        // Closing alone would leave the lock to a child that is just being started and has not yet reached its exec.
        tend_unlock(descriptor)
        close(descriptor)
    }

    private static func readHolder(_ descriptor: Int32) -> LockHolder? {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        return count > 0 ? LockHolder(text: String(decoding: bytes.prefix(count), as: UTF8.self)) : nil
    }

    private static func reason(_ number: Int32) -> String {
        switch number {
        case ENOENT: return "its directory does not exist"
        case EACCES, EPERM: return "permission denied"
        case ELOOP: return "it is a symbolic link"
        case EISDIR: return "it is a directory"
        case EROFS: return "the file system is read-only"
        case ENOSPC, EDQUOT: return "the disk is full"
        default:
            var text = [CChar](repeating: 0, count: 256)
            guard strerror_r(number, &text, text.count) == 0 else { return "error \(number)" }
            return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
    }
}
