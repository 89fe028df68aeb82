/// The alphabets that identities are checked against.
///
/// They ask for the ASCII byte: a range of characters such as `"a"..."z"` also holds letters with a combining mark, because
/// `b` with an accent sorts between `b` and `c`.
extension Character {
    var isLowercaseLetter: Bool { isASCII(in: UInt8(ascii: "a")...UInt8(ascii: "z")) }
    var isDigit: Bool { isASCII(in: UInt8(ascii: "0")...UInt8(ascii: "9")) }
    var isLowercaseHexDigit: Bool { isDigit || isASCII(in: UInt8(ascii: "a")...UInt8(ascii: "f")) }
    var isPortable: Bool { isLowercaseLetter || isDigit || isASCII(in: UInt8(ascii: "A")...UInt8(ascii: "Z")) }

    private func isASCII(in bytes: ClosedRange<UInt8>) -> Bool { asciiValue.map(bytes.contains) ?? false }
}

extension String {
    /// Whether the text has between 1 and `limit` characters, starts with a lowercase letter and goes on with lowercase
    /// letters, digits and the `extra` characters.
    func isLowercaseName(limit: Int, extra: String = "") -> Bool {
        guard let first, first.isLowercaseLetter, count <= limit else { return false }
        return dropFirst().allSatisfy { $0.isLowercaseLetter || $0.isDigit || extra.contains($0) }
    }

    /// Whether the text is `prefix` followed by 1 to 40 lowercase letters and digits, as AWS's resource ids are.
    func isResourceID(prefix: String) -> Bool {
        guard hasPrefix(prefix) else { return false }
        let rest = dropFirst(prefix.count)
        return (1...40).contains(rest.count) && rest.allSatisfy { $0.isLowercaseLetter || $0.isDigit }
    }
}
