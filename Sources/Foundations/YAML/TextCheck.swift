/// Decides whether bytes are a text that may be read at all, before any parser sees them.
///
/// Refused besides what isn't UTF-8: characters that no editor shows, those that end a line for one reader and not for
/// another (line numbers would differ), and those that turn the direction of what follows, so that a reviewer sees
/// another text than the machine.
public enum TextCheck {
    /// The first thing in `bytes` that a text may not contain; `nil` when all is well.
    public static func fault(in bytes: [UInt8], limits: YAMLLimits = .standard) -> YAMLFault? {
        guard bytes.count <= limits.bytes else {
            return YAMLFault(
                .limit, at: .start, "the file has \(bytes.count) bytes; at most \(limits.bytes) are accepted")
        }
        if let mark = byteOrderMark(bytes) {
            return YAMLFault(.encoding, at: .start, mark)
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            return YAMLFault(
                .encoding, at: firstInvalid(bytes), "this is not UTF-8; save the file as UTF-8")
        }
        return forbidden(text)
    }

    private static func byteOrderMark(_ bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            return "the file starts with a byte order mark; save it as UTF-8 without one"
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            return "the file is UTF-16 or UTF-32; save it as UTF-8"
        }
        return nil
    }

    /// Where decoding fails: everything before is read as text to count its lines and columns.
    private static func firstInvalid(_ bytes: [UInt8]) -> YAMLPlace {
        var place = YAMLPlace.start
        var decoder = UTF8()
        var input = bytes.makeIterator()
        while case .scalarValue(let scalar) = decoder.decode(&input) {
            advance(&place, past: scalar)
        }
        return place
    }

    private static func forbidden(_ text: String) -> YAMLFault? {
        var place = YAMLPlace.start
        var previous: Unicode.Scalar?
        var previousPlace = place
        for scalar in text.unicodeScalars {
            if previous == "\r" && scalar != "\n" { return loneReturn(previousPlace) }
            if let name = forbiddenName(scalar) {
                return YAMLFault(.character, at: place, "\(name) (\(code(scalar))) is not allowed; remove it")
            }
            previous = scalar
            previousPlace = place
            advance(&place, past: scalar)
        }
        return previous == "\r" ? loneReturn(previousPlace) : nil
    }

    private static func loneReturn(_ place: YAMLPlace) -> YAMLFault {
        YAMLFault(.character, at: place, "a carriage return alone does not end a line; end lines with a line feed")
    }

    private static func advance(_ place: inout YAMLPlace, past scalar: Unicode.Scalar) {
        if scalar == "\n" {
            place = YAMLPlace(line: place.line + 1, column: 1)
        } else {
            place.column += 1
        }
    }

    /// What a forbidden character is called; `nil` for one that is allowed.
    static func forbiddenName(_ scalar: Unicode.Scalar) -> String? {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D: nil
        case 0x00: "a NUL character"
        case 0x01...0x1F, 0x7F, 0x80...0x9F: "a control character"
        case 0x2028, 0x2029: "an invisible line separator"
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069:
            "a character that changes the direction of the text"
        case 0xFEFF: "a byte order mark"
        case 0xFFFE, 0xFFFF: "a code that is no character"
        default: nil
        }
    }

    static func code(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
