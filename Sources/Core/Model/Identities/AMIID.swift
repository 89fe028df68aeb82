/// The id that EC2 gave to a machine image.
public struct AMIID: Identity {
    /// The text as written.
    public let text: String
    /// What a well-formed one looks like.
    public static let rule = "an AMI id such as ami-0123456789abcdef0"

    /// `nil` when the text does not follow `rule`.
    public init?(_ text: String) {
        guard text.isResourceID(prefix: "ami-") else { return nil }
        self.text = text
    }
}
