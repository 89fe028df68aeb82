/// An argument that is recognised by its position.
public struct Argument: Sendable, Hashable {
    /// What stands for it in the help, in capitals: `ENVIRONMENT`.
    public var name: String
    /// What it is, in the help; no full stop, begins in lower case.
    public var summary: String
    /// Whether it may be left out. Only arguments after it may be left out too.
    public var isOptional: Bool
    /// Whether it takes all arguments that are left; only for the last one.
    public var isRepeatable: Bool

    /// An argument, such as `Argument("ENVIRONMENT", "the environment to roll back")`.
    public init(_ name: String, _ summary: String, isOptional: Bool = false, isRepeatable: Bool = false) {
        self.name = name
        self.summary = summary
        self.isOptional = isOptional
        self.isRepeatable = isRepeatable
    }
}
