/// The name of a tend project; it is the value of the tag `tend:project` on everything that tend owns.
public struct ProjectName: Identity {
    /// The text as written.
    public let text: String
    /// What a well-formed one looks like.
    public static let rule = "lowercase letters, digits and hyphens, starting with a letter, at most 32 characters"

    /// `nil` when the text does not follow `rule`.
    public init?(_ text: String) {
        guard text.isLowercaseName(limit: 32, extra: "-") else { return nil }
        self.text = text
    }
}
