/// The id that EC2 gave to a snapshot.
public struct SnapshotID: Identity {
    /// The text as written.
    public let text: String
    /// What a well-formed one looks like.
    public static let rule = "a snapshot id such as snap-0123456789abcdef0"

    /// `nil` when the text does not follow `rule`.
    public init?(_ text: String) {
        guard text.isResourceID(prefix: "snap-") else { return nil }
        self.text = text
    }
}
