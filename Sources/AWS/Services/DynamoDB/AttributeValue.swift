import FoundationEssentials

extension DynamoDB {
    /// An item: attribute values by name.
    public typealias Item = [String: AttributeValue]

    /// A value of an attribute, with its type.
    public indirect enum AttributeValue: Hashable, Sendable, Codable {
        /// Text; may be empty outside of keys.
        case string(String)
        /// A number as text, of up to 38 digits.
        case number(String)
        /// Bytes.
        case binary([UInt8])
        /// A truth value.
        case boolean(Bool)
        /// Nothing.
        case null
        /// Values in order.
        case list([AttributeValue])
        /// Values by name.
        case map([String: AttributeValue])
        /// Texts, each once.
        case stringSet([String])
        /// Numbers, each once.
        case numberSet([String])

        /// The text, if it is one.
        public var string: String? {
            if case .string(let text) = self { return text }
            return nil
        }

        /// The number's text, if it is one.
        public var number: String? {
            if case .number(let text) = self { return text }
            return nil
        }

        private enum CodingKeys: String, CodingKey {
            case string = "S"
            case number = "N"
            case binary = "B"
            case boolean = "BOOL"
            case null = "NULL"
            case list = "L"
            case map = "M"
            case stringSet = "SS"
            case numberSet = "NS"
        }

        /// Reads DynamoDB's JSON, such as `{"S": "web"}`.
        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            guard let key = container.allKeys.first else {
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: "a type of attribute that is not known"))
            }
            self =
                switch key {
                case .string: .string(try container.decode(String.self, forKey: key))
                case .number: .number(try container.decode(String.self, forKey: key))
                case .binary: .binary(Array(try container.decode(Data.self, forKey: key)))
                case .boolean: .boolean(try container.decode(Bool.self, forKey: key))
                case .null: .null
                case .list: .list(try container.decode([AttributeValue].self, forKey: key))
                case .map: .map(try container.decode([String: AttributeValue].self, forKey: key))
                case .stringSet: .stringSet(try container.decode([String].self, forKey: key))
                case .numberSet: .numberSet(try container.decode([String].self, forKey: key))
                }
        }

        /// Writes DynamoDB's JSON.
        public func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            switch self {
            case .string(let text): try container.encode(text, forKey: .string)
            case .number(let text): try container.encode(text, forKey: .number)
            case .binary(let bytes): try container.encode(Data(bytes), forKey: .binary)
            case .boolean(let truth): try container.encode(truth, forKey: .boolean)
            case .null: try container.encode(true, forKey: .null)
            case .list(let values): try container.encode(values, forKey: .list)
            case .map(let values): try container.encode(values, forKey: .map)
            case .stringSet(let texts): try container.encode(texts, forKey: .stringSet)
            case .numberSet(let texts): try container.encode(texts, forKey: .numberSet)
            }
        }
    }
}
