import Reconciliation

/// What a command brought back from an instance, for people: how it ended, and the last lines of what it wrote.
enum InvocationLines {
    /// The most lines of each stream; the audit trail has all that AWS kept.
    private static let shown = 6

    static func lines(_ invocation: CommandInvocation, indent: String) -> [String] {
        var first = "\(indent)\(invocation.instance): \(invocation.statusDetails)"
        if let status = invocation.exitStatus { first += ", exit status \(status)" }
        var lines = [first]
        lines += last(of: invocation.standardOutput).map { "\(indent)  | \($0)" }
        if invocation.status != .succeeded {
            lines += last(of: invocation.standardError).map { "\(indent)  ! \($0)" }
        }
        return lines
    }

    private static func last(of text: String) -> [Substring] {
        text.split(whereSeparator: \.isNewline).suffix(shown)
    }
}
