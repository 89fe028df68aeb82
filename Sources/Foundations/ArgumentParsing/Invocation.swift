/// What a command line asks for.
public enum Invocation: Sendable, Hashable {
    /// Run a command with these arguments.
    case run(ParsedArguments)
    /// Show the help of the verb at this path: `["tend", "plan"]`.
    case help(path: [String])
}

/// The arguments of one command, looked up by the declarations that they were parsed with.
///
///     let reason = try arguments.required(Rollback.reason)
///     let release = try arguments.integer(Rollback.to, in: 1 ... .max)
public struct ParsedArguments: Sendable, Hashable {
    /// The command, from the program's name on: `["tend", "audit", "verify"]`.
    public let path: [String]
    let flags: Set<String>
    let options: [String: [String]]
    let arguments: [String: [String]]

    /// Whether the flag was given.
    public subscript(flag: Flag) -> Bool { flags.contains(flag.name) }

    /// The option's value, or its default.
    public subscript(option: Option) -> String? { options[option.name]?.last ?? option.defaultValue }

    /// The argument; `nil` when it was left out.
    public subscript(argument: Argument) -> String? { arguments[argument.name]?.first }

    /// All values of an option that may be given more than once, in order; its default alone when it was not given.
    public func all(_ option: Option) -> [String] {
        options[option.name] ?? option.defaultValue.map { [$0] } ?? []
    }

    /// All values of an argument that takes the rest, in order.
    public func all(_ argument: Argument) -> [String] { arguments[argument.name] ?? [] }

    /// The option's value. The parser has already refused a command line without a required option.
    public func required(_ option: Option) throws(UsageError) -> String {
        guard let value = self[option] else {
            throw UsageError(.missingOption("--\(option.name)", value: option.value), path: path)
        }
        return value
    }

    /// The argument. The parser has already refused a command line without it, unless it is optional.
    public func required(_ argument: Argument) throws(UsageError) -> String {
        guard let value = self[argument] else { throw UsageError(.missingArgument(argument.name), path: path) }
        return value
    }

    /// The option's value as a whole number in a range; `nil` when it was not given and has no default.
    public func integer(
        _ option: Option, in range: ClosedRange<Int> = Int.min...Int.max
    ) throws(UsageError) -> Int? {
        guard let text = self[option] else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw UsageError(.notANumber(of: "'--\(option.name)'", given: text, range: range), path: path)
        }
        return number
    }

    /// An error about the option's value, for a command that knows more about it than the parser.
    public func invalid(_ option: Option, _ reason: String) -> UsageError {
        UsageError(.invalid(of: "'--\(option.name)'", given: self[option] ?? "", reason: reason), path: path)
    }

    /// An error about the argument's value, for a command that knows more about it than the parser.
    public func invalid(_ argument: Argument, _ reason: String) -> UsageError {
        UsageError(.invalid(of: argument.name, given: self[argument] ?? "", reason: reason), path: path)
    }
}
