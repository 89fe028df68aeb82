import FoundationEssentials

/// Spans and moments as people type them.
enum TimeArguments {
    /// `90s`, `10m`, `36h`, `7d` as seconds; `nil` for anything else.
    static func seconds(_ text: String) -> Int? {
        let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
        guard let last = text.last, let unit = units[last], let count = Int(text.dropLast()), count > 0,
            count <= 100_000_000 / unit
        else { return nil }
        return count * unit
    }

    /// A span from now on, or a moment such as `2026-12-01T09:00:00Z`.
    static func moment(_ text: String, after now: Date) -> Date? {
        if let seconds = seconds(text) { return now.addingTimeInterval(Double(seconds)) }
        return try? Date(text, strategy: .iso8601)
    }
}
