/// The name of a fleet, unique in its environment.
public struct FleetName: Identity {
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
