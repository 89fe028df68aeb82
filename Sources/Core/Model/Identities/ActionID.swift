/// The stable id of one action: the same plan at the same moment gives the same id.
///
/// It is used as ClientToken, in the `Comment` of SendCommand and in the tag `tend:action`, so that an action whose answer
/// was lost is found again. At most 64 characters, EC2's limit for a ClientToken.
public struct ActionID: Identity {
    /// The text as written.
    public let text: String
    /// What a well-formed one looks like.
    public static let rule = "32 hexadecimal digits"

    /// `nil` when the text does not follow `rule`.
    public init?(_ text: String) {
        guard text.count == 32 && text.allSatisfy(\.isLowercaseHexDigit) else { return nil }
        self.text = text
    }
}

extension ActionID {
    /// The id made of the first half of a digest.
    public init(prefixOf digest: ContentDigest) {
        text = String(digest.text.prefix(32))
    }
}
