import CSQLite
import Glibc

/// A failed call into SQLite: what failed, on which file, and SQLite's own words.
///
/// `description` is safe to log: values are always bound, so a statement's text never holds one.
public struct SQLiteError: Error, Sendable, Hashable {
    /// What a caller may want to tell apart.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The file system, the quota or a limit on the file's size has no room for what is to be written.
        case diskFull
        /// The file, its directory or the connection can't be written.
        case readOnly
        /// Another connection held a lock for longer than the busy timeout.
        case busy
        /// The file's structure is damaged.
        case corrupt
        /// The file has content, but is not an SQLite database (or is encrypted).
        case notADatabase
        /// There is no file at the path.
        case missing
        /// The directory of the path doesn't exist.
        case missingDirectory
        /// The path names a symbolic link, a directory or something else that is not a plain file.
        case notAPlainFile
        /// The operating system denied access.
        case accessDenied
        /// The file couldn't be opened for another reason.
        case cannotOpen
        /// A constraint or a trigger of the schema refused the change.
        case constraint
        /// Reading or writing failed in the operating system.
        case inputOutput
        /// A value or a statement is larger than SQLite takes.
        case tooLarge
        /// Memory ran out.
        case outOfMemory
        /// A cell holds another type than the one asked for.
        case wrongType
        /// The statement is wrong: its text, its number of parameters, or two statements where one is meant.
        case statement
        /// Anything else; see the codes.
        case other
    }

    /// What went wrong.
    public let kind: Kind
    /// SQLite's primary result code, such as 13 for `SQLITE_FULL`; 0 when SQLite wasn't asked.
    public let code: Int32
    /// SQLite's extended result code, which contains the primary one in its low byte.
    public let extendedCode: Int32
    /// The operating system's error number behind it; 0 if there was none.
    public let systemError: Int32
    /// SQLite's words.
    public let message: String
    /// The file.
    public let path: String
    /// The statement's text with its `?`, never with values; nil when no statement was running.
    public let statement: String?

    init(
        kind: Kind, code: Int32 = 0, extendedCode: Int32 = 0, systemError: Int32 = 0, message: String, path: String,
        statement: String? = nil
    ) {
        self.kind = kind
        self.code = code
        self.extendedCode = extendedCode
        self.systemError = systemError
        self.message = message
        self.path = path
        self.statement = statement
    }

    /// An error from SQLite's result code. `systemError` counts only where the code says that the system failed:
    /// SQLite keeps the number of an earlier failure.
    init(extendedCode: Int32, systemError: Int32, message: String, path: String, statement: String?) {
        let code = extendedCode & 0xff
        let systemError = code == SQLITE_IOERR || code == SQLITE_CANTOPEN || code == SQLITE_FULL ? systemError : 0
        self.init(
            kind: Kind(code: code, extendedCode: extendedCode, systemError: systemError), code: code,
            extendedCode: extendedCode, systemError: systemError, message: message, path: path, statement: statement)
    }
}

extension SQLiteError: CustomStringConvertible {
    /// File, reason and statement in one line.
    public var description: String {
        var text = "\(path): \(message)"
        if systemError != 0 { text += " (\(String(cString: strerror(systemError))))" }
        if extendedCode != 0 { text += " [SQLite \(extendedCode)]" }
        if let statement {
            let line = statement.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            text += " in: " + (line.count > 200 ? "\(line.prefix(200))…" : line)
        }
        return text
    }
}

extension SQLiteError.Kind {
    /// Sorts a result code. A lack of room shows up under several codes, depending on which write met it (the log, its
    /// index in shared memory, the file), so the system's error number decides first.
    init(code: Int32, extendedCode: Int32, systemError: Int32) {
        if systemError == ENOSPC || systemError == EDQUOT || systemError == EFBIG {
            self = .diskFull
            return
        }
        self =
            switch code {
            case SQLITE_FULL: .diskFull
            case SQLITE_READONLY: .readOnly
            case SQLITE_BUSY, SQLITE_LOCKED: .busy
            case SQLITE_CORRUPT: .corrupt
            case SQLITE_NOTADB: .notADatabase
            case SQLITE_PERM, SQLITE_AUTH: .accessDenied
            case SQLITE_CANTOPEN:
                switch systemError {
                case EROFS: .readOnly
                case EACCES, EPERM: .accessDenied
                default: .cannotOpen
                }
            case SQLITE_CONSTRAINT: .constraint
            case SQLITE_IOERR: systemError == EROFS ? .readOnly : .inputOutput
            case SQLITE_TOOBIG: .tooLarge
            case SQLITE_NOMEM: .outOfMemory
            case SQLITE_MISMATCH: .wrongType
            case SQLITE_ERROR, SQLITE_MISUSE, SQLITE_RANGE: .statement
            default: .other
            }
    }
}
