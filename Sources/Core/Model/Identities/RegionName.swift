/// An AWS region, such as `us-east-1`.
public struct RegionName: Identity {
    /// The text as written.
    public let text: String
    /// What a well-formed one looks like.
    public static let rule = "a region such as us-east-1"

    /// `nil` when the text does not follow `rule`.
    public init?(_ text: String) {
        guard text.isLowercaseName(limit: 32, extra: "-") && text.contains("-") else { return nil }
        self.text = text
    }
}
