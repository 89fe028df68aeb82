/// A git commit, in full.
public struct CommitID: Identity {
    /// The text as written.
    public let text: String
    /// What a well-formed one looks like.
    public static let rule = "40 or 64 hexadecimal digits"

    /// `nil` when the text does not follow `rule`.
    public init?(_ text: String) {
        guard (text.count == 40 || text.count == 64) && text.allSatisfy(\.isLowercaseHexDigit) else { return nil }
        self.text = text
    }
}

extension CommitID {
    /// The first ten digits, as people write a commit.
    public var short: String { String(text.prefix(10)) }
}
