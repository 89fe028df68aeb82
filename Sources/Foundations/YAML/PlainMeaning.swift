/// What a plain scalar is to readers of YAML 1.1 or 1.2, whichever sees more in it than text.
///
/// Somebody's editor, linter or other tool reads `no` as false and `012` as ten. Where text is meant and a plain scalar is
/// one of these, the writer is asked to quote it. Sources: YAML 1.1 type repository, YAML 1.2 core schema. Dates are text in
/// the core schema and are kept as written.
public enum PlainMeaning: String, Hashable, Sendable {
    /// Nothing: an empty value, `~`, `null`.
    case null
    /// `true`, `no`, `On`, `y` …
    case boolean
    /// `12`, `0x1F`, `012`, `1_000`, `1:30` …
    case integer
    /// `1.5`, `1e3`, `.inf` …
    case float
    /// Text, and nothing else.
    case text

    /// The meaning of a plain scalar's text.
    public init(_ text: String) {
        if Self.nulls.contains(text) {
            self = .null
        } else if Self.booleans.contains(text) {
            self = .boolean
        } else {
            self = Self.number(Substring(text))
        }
    }

    /// The noun for a sentence about it, with its article.
    public var noun: String {
        switch self {
        case .null: "nothing (null)"
        case .boolean: "a boolean"
        case .integer, .float: "a number"
        case .text: "text"
        }
    }

    private static let nulls: Set<String> = ["", "~", "null", "Null", "NULL"]
    private static let booleans: Set<String> = [
        "true", "True", "TRUE", "false", "False", "FALSE", "yes", "Yes", "YES", "no", "No", "NO",
        "on", "On", "ON", "off", "Off", "OFF", "y", "Y", "n", "N",
    ]
    private static let specials: Set<String> = [
        ".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN",
    ]

    private static func number(_ text: Substring) -> PlainMeaning {
        var body = text
        if let sign = body.first, sign == "-" || sign == "+" { body = body.dropFirst() }
        if specials.contains(String(body)) { return .float }
        guard let first = body.first, isDigit(first) || first == "." else { return .text }
        if body.hasPrefix("0x") { return digits(body.dropFirst(2), isHexDigit) ? .integer : .text }
        if body.hasPrefix("0b") { return digits(body.dropFirst(2)) { $0 == "0" || $0 == "1" } ? .integer : .text }
        if body.hasPrefix("0o") { return digits(body.dropFirst(2)) { ("0"..."7").contains($0) } ? .integer : .text }
        if body.allSatisfy({ isDigit($0) || $0 == "_" }) { return .integer }
        if body.contains(":") { return sexagesimal(body) }
        return isFloat(body) ? .float : .text
    }

    /// `1:30` is ninety in YAML 1.1: a first number, then groups of two digits below sixty.
    private static func sexagesimal(_ body: Substring) -> PlainMeaning {
        let fraction = body.firstIndex(of: ".")
        let whole = body[..<(fraction ?? body.endIndex)]
        let groups = whole.split(separator: ":", omittingEmptySubsequences: false)
        guard let first = groups.first, digits(first, isDigit), groups.count > 1 else { return .text }
        for group in groups.dropFirst() {
            guard (1...2).contains(group.count), group.allSatisfy(isDigit), let value = Int(group), value < 60 else {
                return .text
            }
        }
        guard let fraction else { return .integer }
        return body[fraction...].dropFirst().allSatisfy { isDigit($0) || $0 == "_" } ? .float : .text
    }

    /// Digits with a point, an exponent or both.
    private static func isFloat(_ body: Substring) -> Bool {
        var rest = body.drop { isDigit($0) || $0 == "_" }
        var hasDigits = rest.startIndex != body.startIndex
        if rest.first == "." {
            rest = rest.dropFirst()
            let afterPoint = rest.drop { isDigit($0) || $0 == "_" }
            hasDigits = hasDigits || afterPoint.startIndex != rest.startIndex
            rest = afterPoint
        }
        guard hasDigits else { return false }
        guard let mark = rest.first else { return true }
        guard mark == "e" || mark == "E" else { return false }
        rest = rest.dropFirst()
        if let sign = rest.first, sign == "-" || sign == "+" { rest = rest.dropFirst() }
        return digits(rest, isDigit)
    }

    private static func digits(_ text: Substring, _ isDigit: (Character) -> Bool) -> Bool {
        !text.isEmpty && text.allSatisfy { isDigit($0) || $0 == "_" }
    }

    private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }

    private static func isHexDigit(_ character: Character) -> Bool {
        isDigit(character) || ("a"..."f").contains(character) || ("A"..."F").contains(character)
    }
}
