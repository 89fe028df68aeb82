import FoundationEssentials

/// Payloads are JSON with sorted keys, no needless whitespace, slashes unescaped, and dates as ``Timestamp`` writes them:
/// the same value always gives the same bytes. What is hashed is the text as it is stored, so nobody has to repeat this
/// to check an entry.
enum Payload {
    /// The longest text that stands in the row; a longer one is kept as an attachment.
    static let rowLimit = 65_536
    /// The longest text at all.
    static let limit = 64 << 20

    static func text(of value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .custom { date, encoder in
            var container = encoder.singleValueContainer()
            try container.encode(Timestamp.text(Timestamp.nanoseconds(date)))
        }
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func value<Value: Decodable>(_ type: Value.Type, from text: String) throws -> Value {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .custom { decoder in
            let container = try decoder.singleValueContainer()
            let text = try container.decode(String.self)
            guard let date = Timestamp.date(text) else {
                throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is not a time")
            }
            return date
        }
        return try decoder.decode(type, from: Data(text.utf8))
    }
}
