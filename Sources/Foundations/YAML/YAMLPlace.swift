/// Where something stands in a text: lines and columns counted from 1, a column being one Unicode scalar.
public struct YAMLPlace: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The line, from 1.
    public var line: Int
    /// The column, from 1, in Unicode scalars.
    public var column: Int

    /// The first character of a text.
    public static let start = YAMLPlace(line: 1, column: 1)

    /// A place from its line and column.
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// `line:column`, as compilers write it.
    public var description: String { "\(line):\(column)" }

    /// Orders as the text is read.
    public static func < (left: YAMLPlace, right: YAMLPlace) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}
