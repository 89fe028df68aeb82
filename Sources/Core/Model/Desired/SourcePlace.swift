/// Where something is written in the desired state.
public struct SourcePlace: Hashable, Codable, Sendable, CustomStringConvertible {
    /// The path below the root of the desired state, such as `environments/prd.yaml`.
    public let file: String
    /// The line, counted from 1.
    public let line: Int
    /// The column, counted from 1.
    public let column: Int

    /// A place as an editor counts.
    public init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// `file:line:column`, as compilers write it.
    public var description: String { "\(file):\(line):\(column)" }
}
