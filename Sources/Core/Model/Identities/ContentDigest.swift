/// The SHA-256 of some content, in hexadecimal.
public struct ContentDigest: Identity {
    /// The text as written.
    public let text: String
    /// What a well-formed one looks like.
    public static let rule = "64 hexadecimal digits"

    /// `nil` when the text does not follow `rule`.
    public init?(_ text: String) {
        guard text.count == 64 && text.allSatisfy(\.isLowercaseHexDigit) else { return nil }
        self.text = text
    }
}

extension ContentDigest {
    /// The first twelve digits, for people.
    public var short: String { String(text.prefix(12)) }
}

extension ContentDigest {
    /// The digest whose 32 bytes SHA-256 gave.
    public init(bytes: [UInt8]) {
        text = bytes.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
