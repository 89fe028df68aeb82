import FoundationEssentials
import Model

/// A hold as the value of its parameter: JSON with sorted keys and RFC 3339 times.
enum HoldDocument {
    /// The Parameter Store's limit for its advanced tier, in bytes (ssm service model).
    static let byteLimit = 8192

    static func text(of hold: Hold) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        return String(decoding: try encoder.encode(hold), as: UTF8.self)
    }

    /// A hold that can't be read is never taken for no hold: the environment would follow git again.
    static func read(_ text: String, from parameter: String) throws -> Hold {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        do {
            return try decoder.decode(Hold.self, from: Data(text.utf8))
        } catch {
            throw UnexpectedAnswer(
                "the parameter \(parameter) is not a hold of tend's (\(error)); delete it to let the environment follow git"
            )
        }
    }
}
