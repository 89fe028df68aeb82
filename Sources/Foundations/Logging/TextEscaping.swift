/// Escapes for lines that people read on a terminal.
enum TextEscaping {
    /// For a message: as it is, except what could end the line, move the cursor or reorder the text.
    static func plain(_ text: String) -> String {
        escaped(text, alsoQuotes: false)
    }

    /// For a key or a value: in double quotes when it is empty or when it would not read as one word.
    static func value(_ text: String) -> String {
        let isWord = !text.isEmpty && text.unicodeScalars.allSatisfy { !needsQuotes($0) }
        return isWord ? text : "\"\(escaped(text, alsoQuotes: true))\""
    }

    private static func needsQuotes(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "\"" || scalar == "=" || scalar == "\\" || scalar.couldForge
            || scalar.properties.isWhitespace
    }

    private static func escaped(_ text: String, alsoQuotes: Bool) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": result.append(contentsOf: "\\n".unicodeScalars)
            case "\r": result.append(contentsOf: "\\r".unicodeScalars)
            case "\t": result.append(contentsOf: "\\t".unicodeScalars)
            case "\\": result.append(contentsOf: "\\\\".unicodeScalars)
            case "\"" where alsoQuotes: result.append(contentsOf: "\\\"".unicodeScalars)
            case _ where scalar.couldForge:
                result.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
            default: result.append(scalar)
            }
        }
        return String(result)
    }
}

extension Unicode.Scalar {
    /// Whether it could make one event look like another: control characters (C0, DEL, C1), the line and paragraph
    /// separators, and the marks and overrides that turn the direction of text.
    var couldForge: Bool {
        switch value {
        case 0x00...0x1F, 0x7F...0x9F, 0x61C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
