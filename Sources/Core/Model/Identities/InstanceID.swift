/// The id that EC2 gave to an instance.
public struct InstanceID: Identity {
    /// The text as written.
    public let text: String
    /// What a well-formed one looks like.
    public static let rule = "an instance id such as i-0123456789abcdef0"

    /// `nil` when the text does not follow `rule`.
    public init?(_ text: String) {
        guard text.isResourceID(prefix: "i-") else { return nil }
        self.text = text
    }
}
