/// A word out of a list that AWS may lengthen: one that this version doesn't know is kept as it came, never dropped.
public protocol Word: RawRepresentable<String>, Hashable, Sendable, Codable, CustomStringConvertible {
    /// The word as AWS writes it.
    init(rawValue: String)
}

extension Word {
    /// The word itself.
    public var description: String { rawValue }
}
