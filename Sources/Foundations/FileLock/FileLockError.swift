import FoundationEssentials

/// Why a lock was not taken.
public enum FileLockError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Somebody else has it; `nil` when the file doesn't say who, which lasts for an instant while it is taken.
    case held(path: String, by: LockHolder?)
    /// The file can't be locked at all.
    case unusable(path: String, reason: String)

    /// What happened and what can be done.
    public var description: String {
        switch self {
        case .held(let path, .some(let holder)):
            "\(path) is locked by '\(holder.description)' (process \(holder.process), since "
                + "\(holder.since.formatted(.iso8601))); wait for it to finish, or stop it"
        case .held(let path, .none):
            "\(path) is locked by another process; wait for it to finish"
        case .unusable(let path, let reason):
            "can't lock \(path): \(reason)"
        }
    }
}
