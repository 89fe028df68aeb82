/// What a node means, asked for by the reader who knows what belongs there. Nothing is converted: a plain `no`, `012` or
/// `1.10` where text is meant is a fault that says how to write it, because other readers would see something else in it.
extension YAMLNode {
    /// The text of a scalar: quoted, a block, tagged `!!str`, or plain and nothing but text.
    public func string() throws(YAMLFault) -> String {
        guard let scalar else { throw expected("text") }
        let isText = scalar.style != .plain || tag == .string
        guard tag == nil || tag == .string else { throw expected("text") }
        if isText { return scalar.text }
        switch PlainMeaning(scalar.text) {
        case .text: return scalar.text
        case .null where scalar.text.isEmpty: throw expected("text")
        case let other:
            throw typeFault("expected text, but \(scalar.text) is \(other.noun); quote it: \"\(scalar.text)\"")
        }
    }

    /// The text of a scalar of any style, exactly as written: for values with a notation of their own, such as dates.
    public func text() throws(YAMLFault) -> String {
        guard let scalar, tag == nil || tag == .string else { throw expected("text") }
        guard scalar.style != .plain || !isNull else { throw expected("text") }
        return scalar.text
    }

    /// A whole number in plain decimal digits, as `12` or `-3`.
    public func integer() throws(YAMLFault) -> Int {
        guard let scalar, tag == nil || tag == .integer, !isNull else { throw expected("a whole number") }
        let digits = scalar.text.hasPrefix("-") ? scalar.text.dropFirst() : Substring(scalar.text)
        let isDecimal = !digits.isEmpty && digits.allSatisfy { ("0"..."9").contains($0) }
        if scalar.style != .plain {
            throw isDecimal
                ? typeFault("expected a whole number, but \"\(scalar.text)\" is text; write it without quotes")
                : expected("a whole number")
        }
        guard isDecimal else { throw expected("a whole number in decimal digits") }
        guard digits.count == 1 || !digits.hasPrefix("0") else {
            throw typeFault("expected a whole number without leading zeros, not \(scalar.text)")
        }
        guard let value = Int(scalar.text) else { throw typeFault("the number \(scalar.text) is too large") }
        return value
    }

    /// `true` or `false`, and no other spelling.
    public func boolean() throws(YAMLFault) -> Bool {
        guard let scalar, tag == nil || tag == .boolean, !isNull else { throw expected("true or false") }
        guard scalar.style == .plain else { throw expected("true or false without quotes") }
        switch scalar.text {
        case "true": return true
        case "false": return false
        case "yes", "Yes", "YES", "on", "On", "ON", "True", "TRUE", "y", "Y":
            throw typeFault("expected true or false, not \(scalar.text); did you mean 'true'?")
        case "no", "No", "NO", "off", "Off", "OFF", "False", "FALSE", "n", "N":
            throw typeFault("expected true or false, not \(scalar.text); did you mean 'false'?")
        default: throw expected("true or false")
        }
    }

    /// The items of a list.
    public func sequence() throws(YAMLFault) -> [YAMLNode] {
        guard let items else { throw expected("a list") }
        return items
    }

    /// The entries of a mapping, in the order of the text.
    public func mapping() throws(YAMLFault) -> [YAMLEntry] {
        guard let entries else { throw expected("a mapping of keys to values") }
        return entries
    }

    /// A fault that says what was expected here and what stands here instead.
    public func expected(_ wanted: String) -> YAMLFault {
        typeFault("expected \(wanted), not \(written)")
    }

    /// The node in a few words: its text quoted and shortened, or what it is.
    public var written: String {
        switch content {
        case .sequence: return "a list"
        case .mapping: return "a mapping"
        case .scalar(let scalar):
            if scalar.style == .plain && scalar.text.isEmpty { return "an empty value" }
            let line = scalar.text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
            let short = line.count > 40 || line.count < scalar.text.count ? String(line.prefix(40)) + "…" : line
            return scalar.style == .plain ? "'\(short)'" : "\"\(short)\""
        }
    }

    private func typeFault(_ message: String) -> YAMLFault { YAMLFault(.type, at: place, message) }
}
