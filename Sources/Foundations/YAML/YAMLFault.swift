/// Something in a text that is not accepted, in words for the person who wrote it.
public struct YAMLFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of fault it is, for code that has to tell them apart.
    public enum Kind: String, Hashable, Sendable {
        /// The bytes are not UTF-8 without a byte order mark.
        case encoding
        /// A character that a text may not contain.
        case character
        /// Larger, deeper or more than the limits allow.
        case limit
        /// Not YAML.
        case syntax
        /// A key written twice in one mapping.
        case duplicateKey
        /// A part of YAML that is not accepted: anchors, aliases, merge keys, directives, foreign tags, keys that are lists.
        case unsupported
        /// More than one document, or none.
        case documents
        /// A value of another type than the one asked for.
        case type
    }

    /// Its kind.
    public var kind: Kind
    /// Where it is.
    public var place: YAMLPlace
    /// What is wrong and what would be right; one line, starting in lower case.
    public var message: String
    /// Another place that has to do with it, such as the first of two equal keys.
    public var related: YAMLPlace?

    /// A fault from its parts.
    public init(_ kind: Kind, at place: YAMLPlace, _ message: String, related: YAMLPlace? = nil) {
        self.kind = kind
        self.place = place
        self.message = message
        self.related = related
    }

    /// Place and message.
    public var description: String { "\(place): \(message)" }
}
