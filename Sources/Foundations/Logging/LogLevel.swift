/// How much an event matters.
public enum LogLevel: Int, Sendable, Hashable, Comparable, CaseIterable, CustomStringConvertible {
    /// For whoever works on tend itself.
    case debug
    /// What it does, step by step.
    case info
    /// What an operator wants to see in the ordinary course: a release, a rollback, a hold.
    case notice
    /// It goes on, but somebody should look.
    case warning
    /// Something was not done.
    case error

    /// The level of that name.
    public init?(_ name: String) {
        guard let level = LogLevel.allCases.first(where: { $0.description == name }) else { return nil }
        self = level
    }

    /// The name as it stands in a line.
    public var description: String {
        switch self {
        case .debug: "debug"
        case .info: "info"
        case .notice: "notice"
        case .warning: "warning"
        case .error: "error"
        }
    }

    /// By weight: `debug` is the least.
    public static func < (a: LogLevel, b: LogLevel) -> Bool { a.rawValue < b.rawValue }
}
