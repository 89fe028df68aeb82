/// The alphabets that identities are checked against.
extension Character {
    var isLowercaseLetter: Bool { ("a"..."z").contains(self) }
    var isDigit: Bool { ("0"..."9").contains(self) }
    var isLowercaseHexDigit: Bool { isDigit || ("a"..."f").contains(self) }
    var isPortable: Bool { isLowercaseLetter || isDigit || ("A"..."Z").contains(self) }
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
