/// The version of an image: the `workflow_id` of the workflow that built it. Immutable once built.
public struct ImageVersion: Identity {
    /// The version as written; compared as text, because workflows number as they like (`1.4.2`, `acore-2024-06-13`).
    public let text: String
    /// What a well-formed one looks like.
    public static let rule = "letters, digits and . _ + -, at most 64 characters, starting with a letter or digit"

    /// `nil` when the text does not follow `rule`; the alphabet is what AMI names and tag values both allow, and `+`.
    public init?(_ text: String) {
        guard let first = text.first, first.isPortable, text.count <= 64,
            text.allSatisfy({ $0.isPortable || "._+-".contains($0) })
        else { return nil }
        self.text = text
    }
}
