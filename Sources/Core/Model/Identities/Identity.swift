/// A name or number that stands for one thing, checked when it is made: a value of the type is always well-formed.
///
/// Identities are written as plain strings in JSON, also as keys, and sort by their text.
public protocol Identity: Hashable, Comparable, Sendable, Codable, CodingKeyRepresentable, CustomStringConvertible {
    /// The identity as people and AWS write it.
    var text: String { get }
    /// `nil` when the text does not follow `rule`.
    init?(_ text: String)
    /// What a well-formed one looks like, to complete the sentence "… must be".
    static var rule: String { get }
}

extension Identity {
    /// The text itself; identities are never secret.
    public var description: String { text }

    /// Orders by text, so that lists come out the same everywhere.
    public static func < (left: Self, right: Self) -> Bool { left.text < right.text }

    /// Reads a string and checks it against `rule`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let value = Self(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' must be \(Self.rule)")
        }
        self = value
    }

    /// Writes the text as a string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    /// The identity as a key of a JSON object.
    public var codingKey: any CodingKey { IdentityKey(stringValue: text) }

    /// The identity read from a key of a JSON object.
    public init?<Key: CodingKey>(codingKey: Key) {
        self.init(codingKey.stringValue)
    }
}

private struct IdentityKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}
