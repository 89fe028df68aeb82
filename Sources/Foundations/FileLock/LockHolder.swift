import FoundationEssentials

/// Who holds a lock, as the lock's file says. It informs a person; whether the lock is held only the kernel knows.
public struct LockHolder: Sendable, Hashable, CustomStringConvertible {
    /// The process that holds it.
    public var process: Int32
    /// What that process said it does.
    public var description: String
    /// When it took the lock, to the second.
    public var since: Date

    /// A holder from its parts; line breaks in the description become spaces.
    public init(process: Int32, description: String, since: Date) {
        self.process = process
        self.description = String(description.map { $0.isNewline ? " " : $0 })
        self.since = since
    }

    /// The file's content.
    var text: String { "holder: \(description)\npid: \(process)\nsince: \(since.formatted(.iso8601))\n" }

    /// The holder that a file's content names; `nil` for anything else.
    init?(text: String) {
        var values: [Substring: Substring] = [:]
        for line in text.split(whereSeparator: \.isNewline) {
            guard let colon = line.firstIndex(of: ":") else { return nil }
            values[line[..<colon]] = line[line.index(after: colon)...].drop { $0 == " " }
        }
        guard let description = values["holder"], let process = values["pid"].flatMap({ Int32($0) }),
            let since = values["since"].flatMap({ try? Date(String($0), strategy: .iso8601) })
        else { return nil }
        self.init(process: process, description: String(description), since: since)
    }
}
