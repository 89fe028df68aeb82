/// A command line that can't be understood. The program's own wording; what was typed is quoted as it was typed.
public struct UsageError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong.
    public enum Kind: Sendable, Hashable {
        /// No command where one is needed.
        case missingVerb
        /// A command that there is not.
        case unknownVerb(String, suggestion: String?)
        /// An option that there is not; with its dashes.
        case unknownOption(String, suggestion: String?)
        /// An option without the value that it needs.
        case missingValue(option: String, value: String)
        /// A flag that was given a value.
        case unexpectedValue(flag: String, value: String)
        /// An option that is given twice but may be given once.
        case repeated(option: String)
        /// An option that must be given.
        case missingOption(String, value: String)
        /// An argument that must be given.
        case missingArgument(String)
        /// An argument too many.
        case unexpectedArgument(String)
        /// A value that is none of the allowed ones.
        case notAChoice(of: String, given: String, choices: [String], suggestion: String?)
        /// A value that is no whole number in the range.
        case notANumber(of: String, given: String, range: ClosedRange<Int>)
        /// A value that the command refuses for a reason of its own.
        case invalid(of: String, given: String, reason: String)
    }

    /// What is wrong.
    public var kind: Kind
    /// The command that was being read, from the program's name on: `["tend", "audit", "verify"]`.
    public var path: [String]

    /// An error from its parts.
    public init(_ kind: Kind, path: [String]) {
        self.kind = kind
        self.path = path
    }

    /// What is wrong, in one line.
    public var message: String {
        switch kind {
        case .missingVerb: "no command given"
        case .unknownVerb(let given, let near): "unknown command '\(given)'" + Self.suggestion(near)
        case .unknownOption(let given, let near): "unknown option '\(given)'" + Self.suggestion(near)
        case .missingValue(let option, let value): "option '\(option)' needs a value: \(option) \(value)"
        case .unexpectedValue(let flag, let value): "option '\(flag)' takes no value, but was given '\(value)'"
        case .repeated(let option): "option '\(option)' can be given only once"
        case .missingOption(let option, let value): "option '\(option) \(value)' is required"
        case .missingArgument(let name): "argument \(name) is missing"
        case .unexpectedArgument(let given): "unexpected argument '\(given)'"
        case .notAChoice(let name, let given, let choices, let near):
            "'\(given)' is no value for \(name): give one of \(choices.joined(separator: ", "))" + Self.suggestion(near)
        case .notANumber(let name, let given, let range):
            "'\(given)' is no value for \(name): give a whole number \(Self.text(range))"
        case .invalid(let name, let given, let reason): "'\(given)' is no value for \(name): \(reason)"
        }
    }

    /// The message, and where the help is.
    public var description: String {
        "\(message)\nSee '\((path + ["--help"]).joined(separator: " "))'."
    }

    private static func suggestion(_ near: String?) -> String { near.map { "; did you mean '\($0)'?" } ?? "" }

    private static func text(_ range: ClosedRange<Int>) -> String {
        range.upperBound == .max ? "from \(range.lowerBound) on" : "from \(range.lowerBound) to \(range.upperBound)"
    }
}
