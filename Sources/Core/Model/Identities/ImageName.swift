/// The name of an image: a family of AMIs made by one workflow, a folder below `images/`.
public struct ImageName: Identity {
    /// The text as written.
    public let text: String
    /// What a well-formed one looks like.
    public static let rule =
        "lowercase letters, digits, hyphens and underscores, starting with a letter, at most 64 characters"

    /// `nil` when the text does not follow `rule`.
    public init?(_ text: String) {
        guard text.isLowercaseName(limit: 64, extra: "-_") else { return nil }
        self.text = text
    }
}
