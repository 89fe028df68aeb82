import XML

/// A tag, with the same shape in every service.
public struct AWSTag: Hashable, Sendable, Codable {
    /// Its key: at most 127 characters, not beginning with `aws:`.
    public var key: String
    /// Its value: at most 256 characters.
    public var value: String

    /// A tag from its parts.
    public init(_ key: String, _ value: String) {
        self.key = key
        self.value = value
    }

    /// Tags in the order of their keys, so that the same tags always make the same request.
    public static func list(_ tags: [String: String]) -> [AWSTag] {
        tags.map { AWSTag($0.key, $0.value) }.sorted { $0.key < $1.key }
    }

    enum CodingKeys: String, CodingKey {
        case key = "Key"
        case value = "Value"
    }
}

extension XMLReader {
    /// A list of tags as a dictionary.
    /// - Parameter item: The name of a list's children.
    func tags(_ item: String) throws(XMLError) -> [String: String] {
        var tags: [String: String] = [:]
        try forEachChild { name throws(XMLError) in
            guard name == item else { return }
            var key = ""
            var value = ""
            try forEachChild { name throws(XMLError) in
                switch name {
                case "key", "Key": key = try text()
                case "value", "Value": value = try text()
                default: break
                }
            }
            tags[key] = value
        }
        return tags
    }
}
