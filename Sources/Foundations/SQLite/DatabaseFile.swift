import Glibc

/// Where a database stands, settled before SQLite opens it, so that the errors say what is the matter and nothing is
/// created or followed by accident.
enum DatabaseFile {
    /// The path with its directory resolved. Links in the directory's path are the administrator's and are followed;
    /// the file itself must not be one. Being absolute it can't be taken for a `file:` URI or `:memory:`.
    static func resolve(_ path: String) throws(SQLiteError) -> String {
        let parts = path.split(separator: "/", omittingEmptySubsequences: true)
        guard let name = parts.last, name != ".", name != "..", !path.hasSuffix("/"), !path.utf8.contains(0) else {
            throw SQLiteError(kind: .cannotOpen, message: "the path names no file", path: path)
        }
        var directory = String(path.dropLast(name.count))
        if directory.isEmpty { directory = "." }
        guard let resolved = realpath(directory, nil) else {
            let reason = errno
            throw SQLiteError(
                kind: reason == ENOENT || reason == ENOTDIR
                    ? .missingDirectory : reason == EACCES ? .accessDenied : .cannotOpen, systemError: reason,
                message: "the directory \(directory) can't be entered", path: path)
        }
        defer { free(resolved) }
        let base = String(cString: resolved)
        return base == "/" ? "/\(name)" : "\(base)/\(name)"
    }

    /// Makes an empty file with mode 0600 if there is none, and has the directory remember it. SQLite gives its log and
    /// index files the same mode.
    ///
    /// `mknod` and not `open`: closing a descriptor drops every lock this process holds on the file, those of another
    /// connection included.
    static func create(_ path: String) throws(SQLiteError) {
        guard mknod(path, S_IFREG | 0o600, 0) == 0 else {
            let reason = errno
            if reason == EEXIST { return }
            let kind: SQLiteError.Kind =
                switch reason {
                case ENOSPC, EDQUOT: .diskFull
                case EROFS: .readOnly
                case EACCES, EPERM: .accessDenied
                default: .cannotOpen
                }
            throw SQLiteError(kind: kind, systemError: reason, message: "the file can't be created", path: path)
        }
        let descriptor = open(directory(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if descriptor >= 0 {
            fsync(descriptor)
            close(descriptor)
        }
    }

    /// Throws unless the file and its directory can be written. SQLite itself would go on with a connection that reads only.
    static func requireWritable(_ path: String) throws(SQLiteError) {
        for place in [path, directory(of: path)] where faccessat(AT_FDCWD, place, W_OK, AT_EACCESS) != 0 {
            let reason = errno
            throw SQLiteError(
                kind: reason == EROFS ? .readOnly : .accessDenied, systemError: reason,
                message: "\(place) can't be written", path: path)
        }
    }

    /// Whether the file stands on a read-only file system and has no log beside it. SQLite couldn't make the files that it
    /// wants beside one in WAL mode, and doesn't need them when nobody can write.
    static func isImmutable(_ path: String) -> Bool {
        var system = statvfs()
        guard statvfs(path, &system) == 0, system.f_flag & UInt(ST_RDONLY) != 0 else { return false }
        var log = stat()
        return lstat("\(path)-wal", &log) != 0 || log.st_size == 0
    }

    /// The path as a URI that tells SQLite to take no locks and look for no log.
    static func immutableURI(_ path: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var escaped: [UInt8] = []
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "-"),
                UInt8(ascii: "_"):
                escaped.append(byte)
            default:
                escaped += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return "file://\(String(decoding: escaped, as: UTF8.self))?immutable=1"
    }

    private static func directory(of path: String) -> String {
        let directory = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
        return directory.isEmpty ? "/" : directory
    }

    /// Throws unless a plain file, and not a link to one, stands at the path.
    static func requirePlainFile(_ path: String) throws(SQLiteError) {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            let reason = errno
            throw SQLiteError(
                kind: reason == ENOENT ? .missing : .accessDenied, systemError: reason,
                message: reason == ENOENT ? "there is no such file" : "the file can't be looked at", path: path)
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return
        case S_IFLNK:
            throw SQLiteError(kind: .notAPlainFile, message: "it is a symbolic link, which is not followed", path: path)
        case S_IFDIR: throw SQLiteError(kind: .notAPlainFile, message: "it is a directory", path: path)
        default: throw SQLiteError(kind: .notAPlainFile, message: "it is not a plain file", path: path)
        }
    }
}
