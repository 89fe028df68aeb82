import FoundationEssentials

extension DynamoDB {
    /// An expression with the names and values that stand in it.
    public struct Expression: Hashable, Sendable {
        /// Such as `attribute_not_exists(#id) OR expires < :now`.
        public var text: String
        /// What `#id` and the like stand for; needed where a name is a reserved word.
        public var names: [String: String]
        /// What `:now` and the like stand for.
        public var values: [String: AttributeValue]

        /// An expression from its parts.
        public init(_ text: String, names: [String: String] = [:], values: [String: AttributeValue] = [:]) {
            self.text = text
            self.names = names
            self.values = values
        }
    }

    /// Writes an item over one of the same key.
    public func putItem(table: String, _ item: Item) async throws(AWSError) {
        let _: EmptyAnswer = try await client.send(
            .dynamoDB, "PutItem", PutItemInput(table: table, item: item, condition: nil))
    }

    /// Writes an item if a condition holds for the one of the same key.
    ///
    /// It is never repeated when it may have been done: repeated, it would meet its own item. After a failure whose
    /// `effectMayHaveHappened`, read the item to know.
    /// - Returns: Whether the condition held and the item was written.
    public func putItem(table: String, _ item: Item, if condition: Expression) async throws(AWSError) -> Bool {
        do {
            let _: EmptyAnswer = try await client.send(
                .dynamoDB, "PutItem", repetition: .unsafe,
                PutItemInput(table: table, item: item, condition: condition))
            return true
        } catch  where error.code == "ConditionalCheckFailedException" {
            return false
        }
    }

    /// Reads an item.
    /// - Parameter consistent: Also what was written a moment ago.
    /// - Returns: `nil` when there is none.
    public func getItem(table: String, key: Item, consistent: Bool = true) async throws(AWSError) -> Item? {
        let answer: GetItemAnswer = try await client.send(
            .dynamoDB, "GetItem", GetItemInput(table: table, key: key, consistent: consistent))
        return answer.item
    }

    /// The items of a hash key, by range key.
    /// - Parameters:
    ///   - table: The table.
    ///   - index: A secondary index; `nil` for the table itself.
    ///   - condition: On the keys, such as `workflow_id = :w`.
    ///   - ascending: The order of the range key.
    public func query(
        table: String, index: String? = nil, _ condition: Expression, ascending: Bool = true
    ) -> Pages<Item> {
        Pages(.dynamoDB, "Query") { token throws(AWSError) in
            let answer: QueryAnswer = try await client.send(
                .dynamoDB, "Query",
                QueryInput(
                    table: table, index: index, condition: condition, ascending: ascending, start: Self.key(token)))
            return Page(items: answer.items, next: Self.token(answer.lastEvaluatedKey))
        }
    }

    /// DynamoDB's "token" of the next page is a key, which `Pages` carries as its JSON.
    private static func token(_ key: Item?) -> String? {
        guard let key, !key.isEmpty, let data = try? JSONCoding.encoder().encode(key) else { return nil }
        return String(decoding: data, as: UTF8.self)
    }

    private static func key(_ token: String?) -> Item? {
        token.flatMap { try? JSONCoding.decoder().decode(Item.self, from: Data($0.utf8)) }
    }
}

private struct EmptyAnswer: Decodable, Sendable {}

private struct PutItemInput: Encodable, Sendable {
    var table: String
    var item: DynamoDB.Item
    var condition: String?
    var names: [String: String]?
    var values: DynamoDB.Item?

    init(table: String, item: DynamoDB.Item, condition: DynamoDB.Expression?) {
        self.table = table
        self.item = item
        self.condition = condition?.text
        names = condition.flatMap { $0.names.isEmpty ? nil : $0.names }
        values = condition.flatMap { $0.values.isEmpty ? nil : $0.values }
    }

    enum CodingKeys: String, CodingKey {
        case table = "TableName"
        case item = "Item"
        case condition = "ConditionExpression"
        case names = "ExpressionAttributeNames"
        case values = "ExpressionAttributeValues"
    }
}

private struct GetItemInput: Encodable, Sendable {
    var table: String
    var key: DynamoDB.Item
    var consistent: Bool

    enum CodingKeys: String, CodingKey {
        case table = "TableName"
        case key = "Key"
        case consistent = "ConsistentRead"
    }
}

private struct GetItemAnswer: Decodable, Sendable {
    var item: DynamoDB.Item?

    enum CodingKeys: String, CodingKey {
        case item = "Item"
    }
}

private struct QueryInput: Encodable, Sendable {
    var table: String
    var index: String?
    var condition: String
    var names: [String: String]?
    var values: DynamoDB.Item?
    var ascending: Bool
    var start: DynamoDB.Item?

    init(table: String, index: String?, condition: DynamoDB.Expression, ascending: Bool, start: DynamoDB.Item?) {
        self.table = table
        self.index = index
        self.condition = condition.text
        names = condition.names.isEmpty ? nil : condition.names
        values = condition.values.isEmpty ? nil : condition.values
        self.ascending = ascending
        self.start = start
    }

    enum CodingKeys: String, CodingKey {
        case table = "TableName"
        case index = "IndexName"
        case condition = "KeyConditionExpression"
        case names = "ExpressionAttributeNames"
        case values = "ExpressionAttributeValues"
        case ascending = "ScanIndexForward"
        case start = "ExclusiveStartKey"
    }
}

private struct QueryAnswer: Decodable, Sendable {
    var items: [DynamoDB.Item]
    var lastEvaluatedKey: DynamoDB.Item?

    enum CodingKeys: String, CodingKey {
        case items = "Items"
        case lastEvaluatedKey = "LastEvaluatedKey"
    }
}
