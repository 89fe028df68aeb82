import Reconciliation
import SQLite

/// Why the audit trail couldn't be opened, written or read: what was to be done, in which file, why not, and what to do.
public struct AuditTrailError: Error, Hashable, Sendable {
    /// What is the matter.
    public let problem: Problem
    /// The file.
    public let path: String
    /// What was to be done, to complete "can't …": `record the intent to launchInstances fleet/web in prd`.
    public let purpose: String

    /// What is the matter with the file. The raw description of SQLite, where there is one, is kept for the message.
    public enum Problem: Hashable, Sendable {
        /// There is no file, and reading doesn't make one.
        case missing
        /// The directory it would stand in doesn't exist.
        case missingDirectory
        /// The file has content that is no database.
        case notADatabase
        /// It is a database of another program, with that `application_id`.
        case foreign(applicationID: Int64)
        /// It is a symbolic link, a directory or another thing that is not a plain file.
        case notAPlainFile(String)
        /// It was written by a tend with a newer schema.
        case newer(version: Int64, known: Int64)
        /// It has an older schema, which only writing brings up to date.
        case older(version: Int64, known: Int64)
        /// Tables or triggers are not as tend made them.
        case schemaChanged(String)
        /// No room: the disk, a quota or a limit.
        case diskFull
        /// It can't be written: a read-only file, directory or file system.
        case readOnly
        /// The operating system denied access.
        case accessDenied
        /// Another process held the file for longer than this one waits.
        case busy
        /// Its structure is damaged.
        case corrupt(String)
        /// An entry's payload can't be understood.
        case unreadableEntry(sequence: Int64, reason: String)
        /// A payload is larger than is kept.
        case tooLarge(bytes: Int, limit: Int)
        /// Anything else, in SQLite's or the system's words.
        case other(String)
    }

    init(_ problem: Problem, path: String, purpose: String) {
        self.problem = problem
        self.path = path
        self.purpose = purpose
    }

    /// What SQLite's error means for the trail.
    init(_ error: SQLiteError, path: String, purpose: String) {
        let problem: Problem =
            switch error.kind {
            case .missing: .missing
            case .missingDirectory: .missingDirectory
            case .notADatabase: .notADatabase
            case .notAPlainFile: .notAPlainFile(error.message)
            case .diskFull: .diskFull
            case .readOnly: .readOnly
            case .accessDenied: .accessDenied
            case .busy: .busy
            case .corrupt: .corrupt(error.message)
            default: .other(error.description)
            }
        self.init(problem, path: path, purpose: purpose)
    }
}

extension AuditTrailError: CustomStringConvertible {
    /// What could not be done, with which file, and why.
    public var message: String { "can't \(purpose): \(reason)" }

    /// Message and advice on one line.
    public var description: String { "\(message) (\(advice))" }

    /// The same as the port of the core throws it.
    public var journalFailure: JournalFailure { JournalFailure(message: message, advice: advice) }

    private var reason: String {
        switch problem {
        case .missing: "there is no audit trail at \(path)"
        case .missingDirectory: "the directory of the audit trail \(path) does not exist"
        case .notADatabase: "\(path) is not an SQLite database"
        case .foreign(let id): "\(path) is a database of another program (application_id \(id))"
        case .notAPlainFile(let what): "the audit trail must be a plain file, and of \(path) the system says: \(what)"
        case .newer(let version, let known):
            "the audit trail \(path) has version \(version), and this tend knows versions up to \(known)"
        case .older(let version, let known):
            "the audit trail \(path) has version \(version), and this tend reads version \(known)"
        case .schemaChanged(let what): "the tables of the audit trail \(path) are not as tend made them: \(what)"
        case .diskFull: "there is no room left where the audit trail \(path) stands"
        case .readOnly: "the audit trail \(path), or its directory, can't be written"
        case .accessDenied: "the system denies access to the audit trail \(path)"
        case .busy: "another process keeps the audit trail \(path) locked"
        case .corrupt(let what): "the file of the audit trail \(path) is damaged: \(what)"
        case .unreadableEntry(let sequence, let why):
            "entry \(sequence) of the audit trail \(path) can't be read: \(why)"
        case .tooLarge(let bytes, let limit):
            "it takes \(bytes) bytes in the audit trail \(path), which keeps at most \(limit) of one entry"
        case .other(let what): "the audit trail \(path) failed: \(what)"
        }
    }

    /// What a person can do next.
    public var advice: String {
        switch problem {
        case .missing: "tend writes it when it first acts; check the path if it should be there"
        case .missingDirectory: "create the directory, with mode 0700 and owned by the user that runs tend"
        case .notADatabase, .foreign, .notAPlainFile: "the file was left as it is; give another path"
        case .newer: "use the tend that wrote it, or a newer one"
        case .older: "run the daemon or 'tend apply' of this version once, which bring it up to date"
        case .schemaChanged, .corrupt, .unreadableEntry:
            "keep the file as evidence, run 'tend audit verify', and put a backup in its place"
        case .diskFull: "make room; nothing is performed until entries can be written again"
        case .readOnly, .accessDenied: "the file and its directory must belong to the user that runs tend"
        case .busy: "wait for the other process, or find it with 'fuser' on the file"
        case .tooLarge: "have the command print less"
        case .other: "look at the disk and at the system's log"
        }
    }
}
