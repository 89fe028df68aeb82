import FoundationEssentials

/// One event, before it is a line.
struct LogEvent {
    let time: Date
    let level: LogLevel
    let message: String
    let fields: [(key: String, value: String)]

    func line(_ format: LogFormat) -> String {
        switch format {
        case .text: text
        case .json: json
        }
    }

    private var text: String {
        let name = level.description
        let padding = String(repeating: " ", count: max(0, 7 - name.count))
        let start = "\(time.logTimestamp) \(name)\(padding) \(TextEscaping.plain(message))"
        return fields.reduce(start) { line, field in
            line + " \(TextEscaping.value(field.key))=\(TextEscaping.value(field.value))"
        }
    }

    private var json: String {
        var members = [
            "\"time\":\"\(time.logTimestamp)\"", "\"level\":\"\(level)\"",
            "\"message\":\(JSONEscaping.string(message))",
        ]
        // A JSON object with a key twice is read differently by different readers.
        var taken: Set = ["time", "level", "message"]
        for (key, value) in fields {
            var name = key
            while !taken.insert(name).inserted { name += "_" }
            members.append("\(JSONEscaping.string(name)):\(JSONEscaping.string(value))")
        }
        return "{" + members.joined(separator: ",") + "}"
    }
}

extension Date {
    /// RFC 3339 in UTC with milliseconds: `2026-11-21T10:00:00.000Z`.
    var logTimestamp: String {
        // Rounded down to the millisecond first: the style would cut 0.123 stored as 0.12299… to 0.122.
        let milliseconds = (timeIntervalSince1970 * 1000 + 0.001).rounded(.down)
        guard abs(milliseconds) < 253_402_300_800_000 else { return "0000-00-00T00:00:00.000Z" }
        let whole = Int64(milliseconds)
        let (seconds, rest) = (whole.floorDivided(by: 1000), whole.floorRemainder(by: 1000))
        let date = Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
        let digits = String(1000 + rest).dropFirst()
        return "\(date.dropLast()).\(digits)Z"
    }
}

extension Int64 {
    fileprivate func floorDivided(by divisor: Int64) -> Int64 { (self - floorRemainder(by: divisor)) / divisor }

    fileprivate func floorRemainder(by divisor: Int64) -> Int64 { (self % divisor + divisor) % divisor }
}
