import FoundationEssentials

/// The ways in which AWS writes a moment, all in UTC.
enum AWSTimestamp {
    /// As signatures have it: `20150830T123600Z`.
    static func basic(_ date: Date) -> String {
        let (day, time) = fields(date)
        return day.joined() + "T" + time.joined() + "Z"
    }

    /// As parameters have it (ISO 8601, whole seconds): `2015-08-30T12:36:00Z`.
    static func extended(_ date: Date) -> String {
        let (day, time) = fields(date)
        return day.joined(separator: "-") + "T" + time.joined(separator: ":") + "Z"
    }

    /// Reads `2015-08-30T12:36:00Z`, with or without a fraction, or an offset in place of the `Z`.
    static func iso8601(_ text: String) -> Date? {
        var digits = Digits(text)
        guard let year = digits.number(4), digits.skip("-"), let month = digits.number(2), digits.skip("-"),
            let day = digits.number(2), digits.skip("T"), let hour = digits.number(2), digits.skip(":"),
            let minute = digits.number(2), digits.skip(":"), let second = digits.number(2),
            let seconds = seconds(year, month, day, hour, minute, second)
        else { return nil }
        var fraction = 0.0
        if digits.skip(".") {
            guard let read = digits.fraction() else { return nil }
            fraction = read
        }
        guard let offset = digits.offset(), digits.isAtEnd else { return nil }
        return Date(timeIntervalSince1970: Double(seconds - offset) + fraction)
    }

    /// Reads the `Date` header of HTTP: `Sun, 30 Aug 2015 12:36:00 GMT`.
    static func http(_ text: String) -> Date? {
        let words = text.split(separator: " ")
        guard words.count == 6, words[5] == "GMT", let day = Int(words[1]), let year = Int(words[3]),
            let month = months.firstIndex(of: String(words[2])), year < 10_000
        else { return nil }
        var digits = Digits(String(words[4]))
        guard let hour = digits.number(2), digits.skip(":"), let minute = digits.number(2), digits.skip(":"),
            let second = digits.number(2), digits.isAtEnd
        else { return nil }
        return seconds(year, month + 1, day, hour, minute, second).map { Date(timeIntervalSince1970: Double($0)) }
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Year, month and day; hour, minute and second; each with leading zeros.
    private static func fields(_ date: Date) -> ([String], [String]) {
        // A date that no calendar on Earth will see would overflow; it becomes the nearest that fits four digits.
        let latest = 253_402_300_799.0
        let second = Int(max(0, min(date.timeIntervalSince1970, latest)).rounded(.down))
        let (day, rest) = second.quotientAndRemainder(dividingBy: 86_400)
        let civil = civil(day)
        return (
            [padded(civil.year, 4), padded(civil.month, 2), padded(civil.day, 2)],
            [padded(rest / 3600, 2), padded(rest / 60 % 60, 2), padded(rest % 60, 2)]
        )
    }

    private static func padded(_ value: Int, _ width: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }

    /// Seconds since 1970. Days are counted in years that begin in March, so that the leap day is the last.
    private static func seconds(
        _ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int, _ second: Int
    ) -> Int? {
        guard (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second <= 60, year >= 1 else {
            return nil
        }
        let marchYear = month > 2 ? year : year - 1
        let era = marchYear / 400
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
        return days * 86_400 + hour * 3600 + minute * 60 + second
    }

    /// The date of a day counted from 1970; the reverse of the above.
    private static func civil(_ day: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = day + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1
        )
    }
}

/// Reads numbers and marks off the front of a text.
private struct Digits {
    private var rest: Substring.UTF8View

    init(_ text: String) { rest = text[...].utf8 }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func number(_ width: Int) -> Int? {
        var value = 0
        for _ in 0..<width {
            guard let digit = digit() else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    mutating func skip(_ mark: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: mark) else { return false }
        rest.removeFirst()
        return true
    }

    /// The digits after a point; at least one.
    mutating func fraction() -> Double? {
        guard var digit = digit() else { return nil }
        var value = 0.0
        var scale = 0.1
        while true {
            value += Double(digit) * scale
            scale /= 10
            guard let next = self.digit() else { return value }
            digit = next
        }
    }

    /// `Z` or `+01:00`, in seconds.
    mutating func offset() -> Int? {
        if skip("Z") { return 0 }
        let isNegative = skip("-")
        guard isNegative || skip("+"), let hours = number(2), skip(":"), let minutes = number(2) else { return nil }
        return (hours * 3600 + minutes * 60) * (isNegative ? -1 : 1)
    }

    private mutating func digit() -> Int? {
        guard let byte = rest.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        rest.removeFirst()
        return Int(byte - UInt8(ascii: "0"))
    }
}
