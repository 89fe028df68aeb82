import YAML

/// A JSON value that is only written, with its keys in the order given, so that the text is the same every time.
indirect enum JSONText {
    case string(String)
    case number(String)
    case boolean(Bool)
    case null
    case array([JSONText])
    case object([(String, JSONText)])

    /// The value on one line, without spaces.
    var compact: String {
        switch self {
        case .string(let text): Self.quoted(text)
        case .number(let digits): digits
        case .boolean(let value): value ? "true" : "false"
        case .null: "null"
        case .array(let items): "[" + items.map(\.compact).joined(separator: ",") + "]"
        case .object(let fields):
            "{" + fields.map { Self.quoted($0.0) + ":" + $0.1.compact }.joined(separator: ",") + "}"
        }
    }

    /// The value with two spaces of indentation a level.
    func pretty(indent: String = "") -> String {
        let inner = indent + "  "
        switch self {
        case .array(let items) where !items.isEmpty:
            return "[\n" + items.map { inner + $0.pretty(indent: inner) }.joined(separator: ",\n") + "\n\(indent)]"
        case .object(let fields) where !fields.isEmpty:
            let lines = fields.map { inner + Self.quoted($0.0) + ": " + $0.1.pretty(indent: inner) }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
        default: return compact
        }
    }

    /// A node that was read from JSON, its keys sorted by their bytes and its numbers as written.
    init(canonical node: YAMLNode, without omitted: Set<String> = []) {
        switch node.content {
        case .scalar(let scalar):
            if scalar.style != .plain {
                self = .string(scalar.text)
            } else {
                switch scalar.text {
                case "true": self = .boolean(true)
                case "false": self = .boolean(false)
                case "null": self = .null
                default: self = .number(scalar.text)
                }
            }
        case .sequence(let items): self = .array(items.map { JSONText(canonical: $0) })
        case .mapping(let entries):
            self = .object(
                entries.filter { !omitted.contains($0.key) }
                    .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
                    .map { ($0.key, JSONText(canonical: $0.value)) })
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
