/// How much a text may ask of its reader. What is beyond a limit is refused, with the place where it was passed.
public struct YAMLLimits: Hashable, Sendable {
    /// The largest text, in bytes.
    public var bytes: Int
    /// How many lists and mappings may stand inside one another.
    public var depth: Int
    /// How many values a text may hold, keys included.
    public var nodes: Int

    /// One mebibyte, 32 levels and 100,000 values: far more than a person writes, little for a machine.
    public static let standard = YAMLLimits(bytes: 1_048_576, depth: 32, nodes: 100_000)

    /// Limits from their parts.
    public init(bytes: Int, depth: Int, nodes: Int) {
        self.bytes = bytes
        self.depth = depth
        self.nodes = nodes
    }
}
