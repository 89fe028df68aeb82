import FoundationEssentials

/// The profiles of the config file and the credentials file; what the latter says goes first.
struct ProfileFiles: Sendable {
    typealias Profile = [String: String]

    var profiles: [String: Profile] = [:]
    /// The files that were there.
    var read: [String] = []

    /// Reads the files that an environment names. One that isn't there is no error; one that can't be read is.
    init(_ environment: AWSEnvironment) throws(CredentialsError) {
        try add(environment.configFile, isConfig: true)
        try add(environment.credentialsFile, isConfig: false)
    }

    private mutating func add(_ path: String?, isConfig: Bool) throws(CredentialsError) {
        guard let path, FileManager.default.fileExists(atPath: path) else { return }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CredentialsError("\(path) can't be read; check its permissions")
        }
        read.append(path)
        for (name, profile) in Self.parse(String(decoding: data, as: UTF8.self), isConfig: isConfig) {
            profiles[name, default: [:]].merge(profile) { $1 }
        }
    }

    /// Reads the format of the AWS CLI: sections, `key = value`, `#` and `;` comments. Indented lines belong to the key
    /// before them and are of no interest here.
    /// - Parameter isConfig: In a config file profiles other than `default` are called `[profile name]`.
    static func parse(_ text: String, isConfig: Bool) -> [String: Profile] {
        var profiles: [String: Profile] = [:]
        var name: String?
        for line in text.split(whereSeparator: \.isNewline) {
            guard let first = line.first, first != "#", first != ";", !first.isWhitespace else { continue }
            if first == "[" {
                name = section(line, isConfig: isConfig)
                if let name { profiles[name, default: [:]] = profiles[name] ?? [:] }
            } else if let name, let equals = line.firstIndex(of: "=") {
                let key = trimmed(line[..<equals]).lowercased()
                var value = trimmed(line[line.index(after: equals)...])
                // A comment after a value has a space before its mark.
                for mark in [" #", " ;"] {
                    if let range = value.firstRange(of: mark) { value = trimmed(value[..<range.lowerBound]) }
                }
                profiles[name]?[key] = value
            }
        }
        return profiles
    }

    /// The profile that a section is; `nil` for other kinds such as `[sso-session x]`.
    private static func section(_ line: Substring, isConfig: Bool) -> String? {
        guard let end = line.firstIndex(of: "]") else { return nil }
        let title = trimmed(line[line.index(after: line.startIndex)..<end])
        guard isConfig, title != "default" else { return title }
        guard title.hasPrefix("profile"), let space = title.firstIndex(where: \.isWhitespace) else { return nil }
        let name = trimmed(title[space...])
        return name.count >= 2 && name.hasPrefix("\"") && name.hasSuffix("\"")
            ? String(name.dropFirst().dropLast()) : name
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        var text = Substring(text)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
