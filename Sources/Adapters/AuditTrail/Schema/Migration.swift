/// A step of the file's schema. Once shipped its text is never changed, and it names no type of the program: a file that was
/// written years ago must still become today's by the same steps.
struct Migration: Sendable {
    /// The `user_version` after it.
    let version: Int64
    /// Its statements.
    let sql: String

    /// Every step, in order. The next one is a new file and a line here.
    static let all: [Migration] = [.entries]
    /// The version that this tend writes.
    static let latest = all.map(\.version).max() ?? 0
}
