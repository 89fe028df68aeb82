import FoundationEssentials

/// A span of time as people write it: `90s`, `10m`, `12h`, `7d`.
enum TimeSpan {
    /// The seconds; `nil` when it isn't one or is longer than ten years.
    static func seconds(_ text: String) -> Int? {
        let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
        guard let last = text.last, let unit = units[last] else { return nil }
        let digits = text.dropLast()
        guard !digits.isEmpty, digits.count <= 9, digits.allSatisfy({ ("0"..."9").contains($0) }),
            let count = Int(digits)
        else { return nil }
        let seconds = count * unit
        return seconds <= 3_650 * 86_400 ? seconds : nil
    }

    /// Seconds in the largest unit that fits.
    static func text(_ seconds: Int) -> String {
        for (unit, size) in [("d", 86_400), ("h", 3600), ("m", 60)] where seconds >= size && seconds % size == 0 {
            return "\(seconds / size)\(unit)"
        }
        return "\(seconds)s"
    }
}

/// A share as people write it: `25%`.
enum Percentage {
    /// The number, 1 to 100.
    static func value(_ text: String) -> Int? {
        guard text.hasSuffix("%") else { return nil }
        let digits = text.dropLast()
        guard (1...3).contains(digits.count), digits.allSatisfy({ ("0"..."9").contains($0) }), digits.first != "0",
            let value = Int(digits), value <= 100
        else { return nil }
        return value
    }
}

/// A day or a moment in UTC: `2026-12-01` or `2026-12-01T18:00:00Z`.
enum Moment {
    /// The date; `nil` when there is no such day or time.
    static func date(_ text: String) -> Date? {
        let halves = text.split(separator: "T", omittingEmptySubsequences: false)
        guard let day = halves.first, halves.count <= 2 else { return nil }
        let parts = day.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, let year = number(parts[0], 4), let month = number(parts[1], 2),
            let date = number(parts[2], 2),
            year >= 1970, (1...12).contains(month), (1...days(in: month, of: year)).contains(date)
        else { return nil }
        var seconds = daysSince1970(year, month, date) * 86_400
        if halves.count == 2 {
            guard halves[1].hasSuffix("Z") else { return nil }
            let clock = halves[1].dropLast().split(separator: ":", omittingEmptySubsequences: false)
            guard clock.count == 3, let hour = number(clock[0], 2), let minute = number(clock[1], 2),
                let second = number(clock[2], 2), hour < 24, minute < 60, second < 60
            else { return nil }
            seconds += hour * 3600 + minute * 60 + second
        }
        return Date(timeIntervalSince1970: Double(seconds))
    }

    private static func number(_ text: Substring, _ digits: Int) -> Int? {
        text.count == digits && text.allSatisfy { ("0"..."9").contains($0) } ? Int(text) : nil
    }

    private static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let leaps = { (year: Int) in year / 4 - year / 100 + year / 400 }
        var count = (year - 1970) * 365 + leaps(year - 1) - leaps(1969)
        for earlier in 1..<month { count += days(in: earlier, of: year) }
        return count + day - 1
    }
}
