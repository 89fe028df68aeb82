/// A value of a document, with the place where it was written.
///
/// Nothing is interpreted: `no`, `012` and `~` are scalars with exactly that text. What they mean is asked for with
/// `string()`, `integer()`, `boolean()` and their kin, by the reader who knows what belongs there.
public struct YAMLNode: Hashable, Sendable {
    /// Where its first character stands.
    public var place: YAMLPlace
    /// What it is.
    public var content: YAMLContent
    /// The core tag that was written before it; `nil` when there is none.
    public var tag: YAMLTag?

    /// A node from its parts.
    public init(place: YAMLPlace, content: YAMLContent, tag: YAMLTag? = nil) {
        self.place = place
        self.content = content
        self.tag = tag
    }

    /// The scalar, if it is one.
    public var scalar: YAMLScalar? {
        if case .scalar(let scalar) = content { scalar } else { nil }
    }

    /// The items, if it is a list.
    public var items: [YAMLNode]? {
        if case .sequence(let items) = content { items } else { nil }
    }

    /// The entries in the order of the text, if it is a mapping.
    public var entries: [YAMLEntry]? {
        if case .mapping(let entries) = content { entries } else { nil }
    }

    /// The value of a mapping's key; `nil` when the key is missing or this is no mapping.
    public subscript(key: String) -> YAMLNode? {
        entries?.first { $0.key == key }?.value
    }

    /// Whether nothing was written: an empty value, `~` or `null`.
    public var isNull: Bool {
        guard let scalar else { return false }
        return tag == .null || (tag == nil && scalar.style == .plain && PlainMeaning(scalar.text) == .null)
    }
}

/// What a node is.
public enum YAMLContent: Hashable, Sendable {
    /// A single value.
    case scalar(YAMLScalar)
    /// A list.
    case sequence([YAMLNode])
    /// Keys and values in the order of the text; no key occurs twice.
    case mapping([YAMLEntry])
}

/// A single value as written.
public struct YAMLScalar: Hashable, Sendable {
    /// The text: as written for a plain scalar; without the quotes and with escapes and folding resolved for the others.
    public var text: String
    /// How it was written.
    public var style: YAMLStyle

    /// A scalar from its parts.
    public init(text: String, style: YAMLStyle) {
        self.text = text
        self.style = style
    }
}

/// How a scalar was written.
public enum YAMLStyle: String, Hashable, Sendable {
    /// Without quotes: the only style in which `no` may be anything but the text "no".
    case plain
    /// `'…'`
    case singleQuoted
    /// `"…"`
    case doubleQuoted
    /// A block after `|`.
    case literal
    /// A block after `>`.
    case folded
}

/// A key and its value.
public struct YAMLEntry: Hashable, Sendable {
    /// The key's text.
    public var key: String
    /// Where the key stands.
    public var keyPlace: YAMLPlace
    /// How the key was written.
    public var keyStyle: YAMLStyle
    /// The value.
    public var value: YAMLNode

    /// An entry from its parts.
    public init(key: String, keyPlace: YAMLPlace, keyStyle: YAMLStyle = .plain, value: YAMLNode) {
        self.key = key
        self.keyPlace = keyPlace
        self.keyStyle = keyStyle
        self.value = value
    }
}

/// The tags of YAML's core schema, the only ones that are accepted.
public enum YAMLTag: String, Hashable, Sendable, CaseIterable {
    /// `!!str`, and the bare `!`
    case string = "str"
    /// `!!int`
    case integer = "int"
    /// `!!float`
    case float
    /// `!!bool`
    case boolean = "bool"
    /// `!!null`
    case null
    /// `!!seq`
    case sequence = "seq"
    /// `!!map`
    case mapping = "map"
}
