import FoundationEssentials
import Model

/// How times, spans and names are written for people.
enum Wording {
    /// `2026-11-21 10:00:00Z`.
    static func moment(_ date: Date) -> String {
        let text = date.formatted(.iso8601)
        return text.split(separator: "T").joined(separator: " ")
    }

    /// `45s`, `8m 20s`, `2h 5m`.
    static func span(seconds: Double) -> String {
        let total = Int(seconds.rounded())
        if total < 60 { return "\(total)s" }
        if total < 3600 { return total % 60 == 0 ? "\(total / 60)m" : "\(total / 60)m \(total % 60)s" }
        return total % 3600 < 60 ? "\(total / 3600)h" : "\(total / 3600)h \(total % 3600 / 60)m"
    }

    /// `🏭 prd`.
    static func environment(_ name: EnvironmentName) -> String { "\(name.environmentClass.mark) \(name)" }

    /// `commit 0123456789`, or that there is none.
    static func commit(_ commit: CommitID?) -> String {
        commit.map { "commit \($0.short)" } ?? "working directory"
    }
}
