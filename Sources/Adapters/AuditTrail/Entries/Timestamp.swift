import FoundationEssentials

/// Times as the audit trail keeps them: nanoseconds since 1970-01-01T00:00:00Z in a signed 64-bit integer, and in JSON as
/// ISO 8601 in UTC with as many digits of a second as there are, `2026-11-21T02:14:59.25Z`.
///
/// A `Date` goes through either form and comes back equal: its own precision is about 120 ns in this century.
enum Timestamp {
    private static let epoch = 978_307_200_000_000_000  // 2001-01-01, where Date counts from
    private static let billion = 1_000_000_000

    /// Nanoseconds since 1970; a date that 64 bits don't hold (before 1780 or after 2222) becomes the least or
    /// the greatest number.
    static func nanoseconds(_ date: Date) -> Int64 {
        let interval = date.timeIntervalSinceReferenceDate
        guard abs(interval) < 7e9 else { return interval < 0 ? .min : .max }
        // The whole seconds apart, because their product with a billion would not fit a Double.
        let seconds = interval.rounded(.down)
        let fraction = ((interval - seconds) * Double(billion)).rounded()
        return Int64(seconds) * Int64(billion) + Int64(fraction) + Int64(epoch)
    }

    /// The date of so many nanoseconds since 1970.
    static func date(_ nanoseconds: Int64) -> Date {
        let (seconds, fraction) = split(nanoseconds, by: Int64(billion))
        let reference = Double(seconds - Int64(epoch / billion))
        return Date(timeIntervalSinceReferenceDate: reference + Double(fraction) / Double(billion))
    }

    /// The text of so many nanoseconds since 1970.
    static func text(_ nanoseconds: Int64) -> String {
        let (seconds, fraction) = split(nanoseconds, by: Int64(billion))
        let whole = Date(timeIntervalSinceReferenceDate: Double(seconds - Int64(epoch / billion)))
            .formatted(Date.ISO8601FormatStyle())
        guard fraction != 0, whole.hasSuffix("Z") else { return whole }
        var digits = String(fraction)
        digits = String(repeating: "0", count: max(0, 9 - digits.count)) + digits
        while digits.hasSuffix("0") { digits.removeLast() }
        return "\(whole.dropLast()).\(digits)Z"
    }

    /// The date that a text tells, nil if it is none.
    static func date(_ text: String) -> Date? {
        var whole = text
        var fraction: Int64 = 0
        if let point = text.firstIndex(of: ".") {
            let digits = text[text.index(after: point)...].dropLast()
            guard text.hasSuffix("Z"), (1...9).contains(digits.utf8.count),
                digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let value = Int64(digits + String(repeating: "0", count: 9 - digits.utf8.count))
            else { return nil }
            fraction = value
            whole = text[..<point] + "Z"
        }
        guard let date = try? Date.ISO8601FormatStyle().parse(whole) else { return nil }
        return Date(
            timeIntervalSinceReferenceDate: date.timeIntervalSinceReferenceDate + Double(fraction) / Double(billion))
    }

    /// Quotient and remainder, the remainder never negative.
    private static func split(_ value: Int64, by divisor: Int64) -> (Int64, Int64) {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
