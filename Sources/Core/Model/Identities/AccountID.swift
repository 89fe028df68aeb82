/// The twelve digits of an AWS account.
public struct AccountID: Identity {
    /// The text as written.
    public let text: String
    /// What a well-formed one looks like.
    public static let rule = "12 digits"

    /// `nil` when the text does not follow `rule`.
    public init?(_ text: String) {
        guard text.count == 12 && text.allSatisfy(\.isDigit) else { return nil }
        self.text = text
    }
}
