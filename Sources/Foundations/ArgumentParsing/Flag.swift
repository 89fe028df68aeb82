/// An option without a value: given or not.
public struct Flag: Sendable, Hashable {
    /// The long name without its dashes, such as `json`.
    public var name: String
    /// A short form, such as `q` for `-q`.
    public var short: Character?
    /// What it does, in the help; no full stop, begins in lower case.
    public var summary: String

    /// A flag, such as `Flag("json", "print JSON")`.
    public init(_ name: String, short: Character? = nil, _ summary: String) {
        self.name = name
        self.short = short
        self.summary = summary
    }
}
