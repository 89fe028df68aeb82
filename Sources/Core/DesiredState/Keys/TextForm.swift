import Model

/// A form that a text can have: the check of the loader, the rule in words, and the pattern for schemas.
struct TextForm: Sendable {
    /// Completes "expected …".
    var noun: String
    /// Completes "'…' must be …".
    var rule: String
    /// An ECMA 262 pattern that is no stricter than the check; `nil` where any text will do.
    var pattern: String?
    /// A plain value is taken as written even where YAML could see something else in it (dates).
    var isVerbatim = false
    /// Whether the text has the form.
    var accepts: @Sendable (String) -> Bool

    init(
        noun: String = "text", rule: String, pattern: String? = nil, isVerbatim: Bool = false,
        accepts: @escaping @Sendable (String) -> Bool
    ) {
        self.noun = noun
        self.rule = rule
        self.pattern = pattern
        self.isVerbatim = isVerbatim
        self.accepts = accepts
    }

    /// A form that is an identity of the model.
    static func identity<Value: Identity>(_ type: Value.Type, pattern: String) -> TextForm {
        TextForm(rule: Value.rule, pattern: pattern) { Value($0) != nil }
    }

    private static func matches(_ text: String, longest: Int, _ allowed: @Sendable (Character) -> Bool) -> Bool {
        !text.isEmpty && text.count <= longest && text.allSatisfy(allowed)
    }

    private static func isWord(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || "-_.".contains(character))
    }

    /// Any text that isn't empty.
    static let any = TextForm(rule: "text that isn't empty", pattern: ".") { !$0.isEmpty }
    /// Any text, also none.
    static let free = TextForm(rule: "text") { _ in true }
    /// A word such as AWS uses for instance types and names of groups.
    static let word = TextForm(
        rule: "letters, digits and - _ ., at most 255 characters", pattern: "^[A-Za-z0-9_.-]{1,255}$"
    ) { matches($0, longest: 255, isWord) }
    static let instanceType = TextForm(
        rule: "an instance type such as t3.small", pattern: "^[a-z0-9-]+\\.[a-z0-9-]+$"
    ) { text in
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 2
            && parts.allSatisfy { part in
                !part.isEmpty && part.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }
            }
    }
    static let subnetID = TextForm(rule: "a subnet id such as subnet-0abc", pattern: "^subnet-[a-z0-9]+$") {
        isResource($0, "subnet-")
    }
    static let securityGroupID = TextForm(rule: "a security group id such as sg-0abc", pattern: "^sg-[a-z0-9]+$") {
        isResource($0, "sg-")
    }
    static let roleARN = TextForm(
        rule: "the ARN of a role such as arn:aws:iam::111111111111:role/tend-deploy",
        pattern: "^arn:aws[a-z-]*:iam::[0-9]{12}:role/.+$"
    ) { text in
        let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        return parts.count == 6 && parts[0] == "arn" && parts[1].hasPrefix("aws") && parts[2] == "iam"
            && parts[3].isEmpty
            && AccountID(String(parts[4])) != nil && parts[5].hasPrefix("role/") && parts[5].count > 5
            && parts[5].allSatisfy { $0.isASCII && !$0.isWhitespace }
    }
    static let topicARN = TextForm(rule: "the ARN of a topic such as arn:aws:sns:us-east-1:111111111111:ops") { text in
        text.hasPrefix("arn:aws") && text.split(separator: ":").count == 6
    }
    static let bucket = TextForm(
        rule: "the name of a bucket: 3 to 63 lowercase letters, digits, dots and hyphens",
        pattern: "^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$"
    ) { text in
        (3...63).contains(text.utf8.count) && text.first != "-" && text.last != "-" && text.first != "."
            && text.last != "."
            && text.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || "-.".contains($0)) }
    }
    static let keyPrefix = TextForm(
        rule: "a key prefix that ends in '/', as in tend/", pattern: "^([A-Za-z0-9!_.*'()-]+/)*$"
    ) { text in
        text.isEmpty
            || (text.hasSuffix("/") && !text.hasPrefix("/") && !text.contains("//")
                && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "!_.*'()-/".contains($0)) })
    }
    static let interpreter = TextForm(
        rule: "the name or path of a program, such as bash or /usr/bin/python3", pattern: "^[A-Za-z0-9_./+-]+$"
    ) { matches($0, longest: 255) { isWord($0) || $0 == "/" || $0 == "+" } }
    static let tagFilter = TextForm(rule: "tag:<key>, as in tag:role", pattern: "^tag:.+$") {
        $0.hasPrefix("tag:") && $0.count > 4
    }
    static let duration = TextForm(
        rule: "a number and a unit (s, m, h, d), as in 90s, 10m, 12h or 7d", pattern: "^[0-9]+[smhd]$"
    ) { TimeSpan.seconds($0) != nil }
    static let percentage = TextForm(
        rule: "a count or a share from 1% to 100%", pattern: "^[0-9]{1,3}%$"
    ) { Percentage.value($0) != nil }
    static let moment = TextForm(
        noun: "a date", rule: "a date such as 2026-12-01, or a moment in UTC such as 2026-12-01T18:00:00Z",
        pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?$", isVerbatim: true
    ) { Moment.date($0) != nil }
    static let cron = TextForm(
        rule: "five fields (minute hour day month weekday), as in 0 17 * * FRI", pattern: "^\\S+( \\S+){4}$"
    ) { text in
        let fields = text.split(separator: " ", omittingEmptySubsequences: false)
        return fields.count == 5
            && fields.allSatisfy { field in
                !field.isEmpty
                    && field.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "*/,-#?".contains($0)) }
            }
    }
    static let zone = TextForm(rule: "a time zone such as Asia/Taipei or UTC", pattern: "^[A-Za-z][A-Za-z0-9_+/-]*$") {
        $0.first?.isLetter == true && matches($0, longest: 64) { isWord($0) || $0 == "/" || $0 == "+" }
    }

    private static func isResource(_ text: String, _ prefix: String) -> Bool {
        text.hasPrefix(prefix)
            && matches(String(text.dropFirst(prefix.count)), longest: 40) {
                $0.isASCII && ($0.isLowercase || $0.isNumber)
            }
    }
}
