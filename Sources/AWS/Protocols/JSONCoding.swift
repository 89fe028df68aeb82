import FoundationEssentials

/// JSON as AWS's JSON protocols write it: moments are seconds since 1970.
enum JSONCoding {
    static func encoder() -> JSONEncoder {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .secondsSince1970
        // The same request is always the same bytes.
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }

    static func decoder() -> JSONDecoder {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .secondsSince1970
        return decoder
    }

    /// What does not fit, without quoting the document.
    static func problem(_ error: any Error) -> String {
        switch error as? DecodingError {
        case .keyNotFound(let key, let context): "'\(key.stringValue)' is missing\(place(context))"
        case .valueNotFound(_, let context): "null stands\(place(context)), where a value is needed"
        case .typeMismatch(let type, let context): "no \(name(type)) stands\(place(context))"
        case .dataCorrupted(let context) where context.codingPath.isEmpty: "it is not JSON"
        case .dataCorrupted(let context): "\(context.debugDescription)\(place(context))"
        default: "it is not what was expected"
        }
    }

    private static func place(_ context: DecodingError.Context) -> String {
        guard !context.codingPath.isEmpty else { return "" }
        let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined()
        return " at \(path.hasPrefix(".") ? String(path.dropFirst()) : path)"
    }

    private static func name(_ type: Any.Type) -> String {
        switch type {
        case is String.Type: "text"
        case is Int.Type, is Double.Type, is Date.Type: "number"
        case is Bool.Type: "truth value"
        default: "value of the expected kind"
        }
    }
}

/// An answer, or an error that came with status 200.
struct JSONAnswer<Output: Decodable>: Decodable {
    var output: Output?
    var errorType: String?

    private enum CodingKeys: String, CodingKey {
        case type = "__type"
    }

    init(from decoder: any Decoder) throws {
        errorType = try decoder.container(keyedBy: CodingKeys.self).decodeIfPresent(String.self, forKey: .type)
        output = errorType == nil ? try Output(from: decoder) : nil
    }
}
