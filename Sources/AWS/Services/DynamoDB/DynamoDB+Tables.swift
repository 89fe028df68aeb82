extension DynamoDB {
    /// A key or indexed attribute.
    public struct KeyAttribute: Hashable, Sendable {
        /// Its name.
        public var name: String
        /// `S`, `N` or `B`.
        public var type: String

        /// An attribute of a type, text unless told otherwise.
        public init(_ name: String, type: String = "S") {
            self.name = name
            self.type = type
        }
    }

    /// A secondary index with all attributes in it.
    public struct GlobalIndex: Hashable, Sendable {
        /// Its name.
        public var name: String
        /// What it is spread by.
        public var hashKey: KeyAttribute
        /// What it is ordered by.
        public var rangeKey: KeyAttribute?

        /// An index from its parts.
        public init(_ name: String, hashKey: KeyAttribute, rangeKey: KeyAttribute? = nil) {
            self.name = name
            self.hashKey = hashKey
            self.rangeKey = rangeKey
        }
    }

    /// What CreateTable needs to know; the table is billed by request.
    public struct CreateTableRequest: Hashable, Sendable {
        /// Its name.
        public var table: String
        /// What it is spread by.
        public var hashKey: KeyAttribute
        /// What it is ordered by.
        public var rangeKey: KeyAttribute?
        /// Its secondary indexes.
        public var indexes: [GlobalIndex]
        /// Its tags.
        public var tags: [AWSTag]

        /// A request from its parts.
        public init(
            table: String, hashKey: KeyAttribute, rangeKey: KeyAttribute? = nil, indexes: [GlobalIndex] = [],
            tags: [AWSTag] = []
        ) {
            self.table = table
            self.hashKey = hashKey
            self.rangeKey = rangeKey
            self.indexes = indexes
            self.tags = tags
        }
    }

    /// A table.
    public struct Table: Hashable, Sendable, Decodable {
        /// Its name.
        public var name: String
        /// `CREATING`, `ACTIVE`, `UPDATING`, `DELETING`, …
        public var status: String

        /// Whether it can be used.
        public var isActive: Bool { status == "ACTIVE" }

        enum CodingKeys: String, CodingKey {
            case name = "TableName"
            case status = "TableStatus"
        }
    }

    /// Begins the creation of a table. One of the name is a ResourceInUseException.
    public func createTable(_ request: CreateTableRequest) async throws(AWSError) -> Table {
        let answer: CreateTableAnswer = try await client.send(.dynamoDB, "CreateTable", CreateTableInput(request))
        return answer.table
    }

    /// A table.
    /// - Returns: `nil` when there is none.
    public func describeTable(_ table: String) async throws(AWSError) -> Table? {
        do {
            let answer: DescribeTableAnswer = try await client.send(
                .dynamoDB, "DescribeTable", DescribeTableInput(table: table))
            return answer.table
        } catch  where error.code == "ResourceNotFoundException" {
            return nil
        }
    }
}

private struct DescribeTableInput: Encodable, Sendable {
    var table: String

    enum CodingKeys: String, CodingKey {
        case table = "TableName"
    }
}

private struct DescribeTableAnswer: Decodable, Sendable {
    var table: DynamoDB.Table

    enum CodingKeys: String, CodingKey {
        case table = "Table"
    }
}

private struct CreateTableAnswer: Decodable, Sendable {
    var table: DynamoDB.Table

    enum CodingKeys: String, CodingKey {
        case table = "TableDescription"
    }
}

private struct CreateTableInput: Encodable, Sendable {
    var table: String
    var billingMode = "PAY_PER_REQUEST"
    var attributes: [Attribute]
    var keySchema: [Key]
    var indexes: [Index]?
    var tags: [AWSTag]?

    struct Attribute: Encodable, Sendable {
        var name: String
        var type: String

        enum CodingKeys: String, CodingKey {
            case name = "AttributeName"
            case type = "AttributeType"
        }
    }

    struct Key: Encodable, Sendable {
        var name: String
        var type: String

        enum CodingKeys: String, CodingKey {
            case name = "AttributeName"
            case type = "KeyType"
        }
    }

    struct Index: Encodable, Sendable {
        var name: String
        var keySchema: [Key]
        var projection = ["ProjectionType": "ALL"]

        enum CodingKeys: String, CodingKey {
            case name = "IndexName"
            case keySchema = "KeySchema"
            case projection = "Projection"
        }
    }

    init(_ request: DynamoDB.CreateTableRequest) {
        table = request.table
        keySchema = Self.schema(request.hashKey, request.rangeKey)
        indexes =
            request.indexes.isEmpty
            ? nil : request.indexes.map { Index(name: $0.name, keySchema: Self.schema($0.hashKey, $0.rangeKey)) }
        tags = request.tags.isEmpty ? nil : request.tags
        var keys: [DynamoDB.KeyAttribute?] = [request.hashKey, request.rangeKey]
        for index in request.indexes { keys += [index.hashKey, index.rangeKey] }
        attributes = []
        for key in keys.compactMap({ $0 }) where !attributes.contains(where: { $0.name == key.name }) {
            attributes.append(Attribute(name: key.name, type: key.type))
        }
    }

    private static func schema(_ hash: DynamoDB.KeyAttribute, _ range: DynamoDB.KeyAttribute?) -> [Key] {
        [Key(name: hash.name, type: "HASH")] + (range.map { [Key(name: $0.name, type: "RANGE")] } ?? [])
    }

    enum CodingKeys: String, CodingKey {
        case table = "TableName"
        case billingMode = "BillingMode"
        case attributes = "AttributeDefinitions"
        case keySchema = "KeySchema"
        case indexes = "GlobalSecondaryIndexes"
        case tags = "Tags"
    }
}
