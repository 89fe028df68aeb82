import YAML

/// Reads JSON in which `//` starts a comment, into the same nodes as YAML, with places.
///
/// Strict otherwise (RFC 8259): no trailing commas, no single quotes, no unquoted keys. A key written twice is a fault.
struct JSONReader {
    private let scalars: [Unicode.Scalar]
    private var index = 0
    private var place = YAMLPlace.start
    private let limits: YAMLLimits

    /// The value of a text, or what is wrong with it.
    static func read(_ bytes: [UInt8], limits: YAMLLimits = .standard) -> Result<YAMLNode, YAMLFault> {
        if let fault = TextCheck.fault(in: bytes, limits: limits) { return .failure(fault) }
        var reader = JSONReader(scalars: Array(String(decoding: bytes, as: UTF8.self).unicodeScalars), limits: limits)
        do throws(YAMLFault) {
            reader.skipSpace()
            guard reader.peek != nil else { return .failure(YAMLFault(.documents, at: .start, "the file is empty")) }
            let value = try reader.value(depth: 0)
            reader.skipSpace()
            guard reader.peek == nil else { throw reader.fault("nothing may follow the JSON value") }
            return .success(value)
        } catch {
            return .failure(error)
        }
    }

    private init(scalars: [Unicode.Scalar], limits: YAMLLimits) {
        self.scalars = scalars
        self.limits = limits
    }

    private var peek: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

    private func fault(_ message: String, at place: YAMLPlace? = nil) -> YAMLFault {
        YAMLFault(.syntax, at: place ?? self.place, message)
    }

    @discardableResult private mutating func take() -> Unicode.Scalar? {
        guard let scalar = peek else { return nil }
        index += 1
        place =
            scalar == "\n"
            ? YAMLPlace(line: place.line + 1, column: 1) : YAMLPlace(line: place.line, column: place.column + 1)
        return scalar
    }

    private mutating func skipSpace() {
        while let scalar = peek {
            if scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r" {
                take()
            } else if scalar == "/", index + 1 < scalars.count, scalars[index + 1] == "/" {
                while let next = peek, next != "\n" { take() }
            } else {
                return
            }
        }
    }

    private mutating func value(depth: Int) throws(YAMLFault) -> YAMLNode {
        guard depth <= limits.depth else {
            throw YAMLFault(.limit, at: place, "nested more than \(limits.depth) levels deep")
        }
        let start = place
        switch peek {
        case "{": return YAMLNode(place: start, content: .mapping(try entries(depth: depth)))
        case "[": return YAMLNode(place: start, content: .sequence(try items(depth: depth)))
        case "\"":
            return YAMLNode(place: start, content: .scalar(YAMLScalar(text: try string(), style: .doubleQuoted)))
        case nil: throw fault("a value is expected here, but the file ends")
        default: return YAMLNode(place: start, content: .scalar(YAMLScalar(text: try word(), style: .plain)))
        }
    }

    private mutating func entries(depth: Int) throws(YAMLFault) -> [YAMLEntry] {
        take()
        var entries: [YAMLEntry] = []
        var seen: [String: YAMLPlace] = [:]
        skipSpace()
        if peek == "}" {
            take()
            return []
        }
        while true {
            skipSpace()
            let keyPlace = place
            guard peek == "\"" else { throw fault("a key in double quotes is expected here") }
            let key = try string()
            if let first = seen[key] {
                throw YAMLFault(
                    .duplicateKey, at: keyPlace, "duplicate key '\(key)'; it is already at \(first)", related: first)
            }
            seen[key] = keyPlace
            skipSpace()
            guard peek == ":" else { throw fault("a ':' is missing after the key") }
            take()
            skipSpace()
            let value = try value(depth: depth + 1)
            entries.append(YAMLEntry(key: key, keyPlace: keyPlace, keyStyle: .doubleQuoted, value: value))
            if try closes(with: "}") { return entries }
        }
    }

    private mutating func items(depth: Int) throws(YAMLFault) -> [YAMLNode] {
        take()
        var items: [YAMLNode] = []
        skipSpace()
        if peek == "]" {
            take()
            return []
        }
        while true {
            skipSpace()
            items.append(try value(depth: depth + 1))
            if try closes(with: "]") { return items }
        }
    }

    /// After a value: `true` at the closing bracket, `false` at a comma.
    private mutating func closes(with bracket: Unicode.Scalar) throws(YAMLFault) -> Bool {
        skipSpace()
        let here = place
        let scalar = take()
        if scalar == bracket { return true }
        guard scalar == "," else { throw fault("a ',' or '\(bracket)' is missing", at: here) }
        skipSpace()
        guard peek != bracket else { throw fault("a ',' must not stand before '\(bracket)'", at: here) }
        return false
    }

    private mutating func word() throws(YAMLFault) -> String {
        let start = place
        var text = String.UnicodeScalarView()
        while let scalar = peek, scalar.properties.isAlphabetic || "+-.0123456789_".unicodeScalars.contains(scalar) {
            text.append(scalar)
            take()
        }
        let word = String(text)
        guard ["true", "false", "null"].contains(word) || Self.isNumber(word) else {
            let shown = word.isEmpty ? peek.map { String($0) } ?? "" : word
            throw fault("'\(shown)' is not JSON; text is written in double quotes", at: start)
        }
        return word
    }

    /// The grammar of numbers, RFC 8259 section 6.
    static func isNumber(_ text: String) -> Bool {
        var rest = Substring(text)
        func digits(_ rest: inout Substring) -> Int {
            let after = rest.drop { ("0"..."9").contains($0) }
            defer { rest = after }
            return rest.count - after.count
        }
        if rest.first == "-" { rest = rest.dropFirst() }
        let startsWithZero = rest.first == "0"
        let whole = digits(&rest)
        guard whole > 0, !(startsWithZero && whole > 1) else { return false }
        if rest.first == "." {
            rest = rest.dropFirst()
            guard digits(&rest) > 0 else { return false }
        }
        if rest.first == "e" || rest.first == "E" {
            rest = rest.dropFirst()
            if rest.first == "+" || rest.first == "-" { rest = rest.dropFirst() }
            guard digits(&rest) > 0 else { return false }
        }
        return rest.isEmpty
    }

    private mutating func string() throws(YAMLFault) -> String {
        let start = place
        take()
        var text = String.UnicodeScalarView()
        while true {
            guard let scalar = peek, scalar != "\n" else {
                throw YAMLFault(.syntax, at: place, "the closing quote is missing", related: start)
            }
            let here = place
            take()
            switch scalar {
            case "\"": return String(text)
            case "\\": text.append(try escape(here))
            case "\t": throw fault("write a tab in text as \\t", at: here)
            default: text.append(scalar)
            }
        }
    }

    private mutating func escape(_ start: YAMLPlace) throws(YAMLFault) -> Unicode.Scalar {
        switch take() {
        case "\"": return "\""
        case "\\": return "\\"
        case "/": return "/"
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "b", "f": throw YAMLFault(.character, at: start, "a control character is not allowed in text")
        case "u":
            var value = try hexadecimal(start)
            if (0xD800..<0xDC00).contains(value), peek == "\\" {
                take()
                guard take() == "u" else { throw fault("this escape is no Unicode character", at: start) }
                let low = try hexadecimal(start)
                guard (0xDC00..<0xE000).contains(low) else {
                    throw fault("this escape is no Unicode character", at: start)
                }
                value = 0x10000 + (value - 0xD800) * 0x400 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(value) else {
                throw fault("this escape is no Unicode character", at: start)
            }
            guard value >= 0x20 || value == 9 || value == 10 || value == 13 else {
                throw YAMLFault(.character, at: start, "a control character is not allowed in text")
            }
            return scalar
        default: throw fault("unknown escape in double quotes; write '\\\\' for a backslash", at: start)
        }
    }

    private mutating func hexadecimal(_ start: YAMLPlace) throws(YAMLFault) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let scalar = take(), let digit = Character(scalar).hexDigitValue, scalar.isASCII else {
                throw fault("an escape such as \\u00e9 needs four hexadecimal digits", at: start)
            }
            value = value * 16 + UInt32(digit)
        }
        return value
    }
}
