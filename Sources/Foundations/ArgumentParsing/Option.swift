/// An option with a value: `--name VALUE` or `--name=VALUE`.
public struct Option: Sendable, Hashable {
    /// The long name without its dashes, such as `reason`.
    public var name: String
    /// A short form, such as `C` for `-C`.
    public var short: Character?
    /// What stands for the value in the help, such as `TEXT`.
    public var value: String
    /// What it does, in the help; no full stop, begins in lower case.
    public var summary: String
    /// The value when the option is not given.
    public var defaultValue: String?
    /// The values that are allowed; empty: any.
    public var choices: [String]
    /// Whether the option must be given.
    public var isRequired: Bool
    /// Whether the option may be given more than once.
    public var isRepeatable: Bool

    /// An option, such as `Option("reason", "TEXT", "why; kept in the audit trail", isRequired: true)`.
    public init(
        _ name: String, short: Character? = nil, _ value: String, _ summary: String,
        default defaultValue: String? = nil,
        choices: [String] = [], isRequired: Bool = false, isRepeatable: Bool = false
    ) {
        self.name = name
        self.short = short
        self.value = value
        self.summary = summary
        self.defaultValue = defaultValue
        self.choices = choices
        self.isRequired = isRequired
        self.isRepeatable = isRepeatable
    }
}
