import FoundationEssentials

extension SSM {
    /// A parameter.
    public struct Parameter: Hashable, Sendable, Decodable {
        /// Its name, such as `/tend/shop/prd/images/web`.
        public var name: String
        /// `String`, `StringList` or `SecureString`.
        public var type: String?
        /// Its value.
        public var value: String
        /// Its version, from 1.
        public var version: Int?
        /// When it was last written.
        public var lastModifiedDate: Date?

        enum CodingKeys: String, CodingKey {
            case name = "Name"
            case type = "Type"
            case value = "Value"
            case version = "Version"
            case lastModifiedDate = "LastModifiedDate"
        }
    }

    /// What GetParameters found.
    public struct FoundParameters: Hashable, Sendable, Decodable {
        /// Those that exist, in no order.
        public var parameters: [Parameter]
        /// The names of those that don't.
        public var invalidParameters: [String]

        enum CodingKeys: String, CodingKey {
            case parameters = "Parameters"
            case invalidParameters = "InvalidParameters"
        }

        /// Reads SSM's JSON, in which the names of the missing may be left out when there are none.
        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            parameters = try container.decode([Parameter].self, forKey: .parameters)
            invalidParameters = try container.decodeIfPresent([String].self, forKey: .invalidParameters) ?? []
        }
    }

    /// The parameters under a path. None is no error.
    /// - Parameter recursive: Also those further down.
    public func getParametersByPath(_ path: String, recursive: Bool = true) -> Pages<Parameter> {
        Pages(.ssm, "GetParametersByPath") { token throws(AWSError) in
            guard path.hasPrefix("/") else {
                throw refusal("GetParametersByPath", "the path '\(path)' must begin with /")
            }
            let answer: ParametersPage = try await client.send(
                .ssm, "GetParametersByPath",
                GetParametersByPathInput(
                    path: path, recursive: recursive, withDecryption: true, maxResults: 10, nextToken: token))
            return Page(items: answer.parameters, next: answer.nextToken)
        }
    }

    /// Parameters by name, 1 to 10.
    public func getParameters(_ names: [String]) async throws(AWSError) -> FoundParameters {
        try check(names, "GetParameters")
        return try await client.send(
            .ssm, "GetParameters", GetParametersInput(names: names, withDecryption: true))
    }

    /// What PutParameter needs to know.
    public struct PutParameterRequest: Hashable, Sendable {
        /// Its name.
        public var name: String
        /// At most 4 KiB in the standard tier.
        public var value: String
        /// `String` or `SecureString`.
        public var type: String
        /// What people should know of it.
        public var description: String?
        /// Writes a new version of one that exists.
        public var overwrite: Bool
        /// Its tags; SSM takes them only for a new one, without `overwrite`.
        public var tags: [AWSTag]
        /// `text` or `aws:ec2:image`, which SSM then checks.
        public var dataType: String?
        /// `Standard`, `Advanced` or `Intelligent-Tiering`; `nil` for the account's default.
        public var tier: String?

        /// A request from its parts.
        public init(
            name: String, value: String, type: String = "String", description: String? = nil, overwrite: Bool = true,
            tags: [AWSTag] = [], dataType: String? = nil, tier: String? = nil
        ) {
            self.name = name
            self.value = value
            self.type = type
            self.description = description
            self.overwrite = overwrite
            self.tags = tags
            self.dataType = dataType
            self.tier = tier
        }
    }

    /// Writes a parameter.
    /// - Returns: Its version.
    @discardableResult
    public func putParameter(_ request: PutParameterRequest) async throws(AWSError) -> Int {
        guard !request.value.isEmpty else {
            throw refusal("PutParameter", "'\(request.name)' can't have an empty value")
        }
        guard !request.overwrite || request.tags.isEmpty else {
            throw refusal("PutParameter", "'\(request.name)' can't be given tags and be overwritten in one call")
        }
        let answer: PutParameterAnswer = try await client.send(.ssm, "PutParameter", PutParameterInput(request))
        return answer.version
    }

    /// Deletes parameters, 1 to 10. One that doesn't exist is no error.
    /// - Returns: The names of those that were deleted.
    @discardableResult
    public func deleteParameters(_ names: [String]) async throws(AWSError) -> [String] {
        try check(names, "DeleteParameters")
        let answer: DeleteParametersAnswer = try await client.send(
            .ssm, "DeleteParameters", DeleteParametersInput(names: names))
        return answer.deletedParameters ?? []
    }

    private func check(_ names: [String], _ operation: String) throws(AWSError) {
        guard (1...10).contains(names.count) else {
            throw refusal(operation, "\(names.count) names; SSM takes 1 to 10 a call")
        }
    }
}

private struct ParametersPage: Decodable, Sendable {
    var parameters: [SSM.Parameter]
    var nextToken: String?

    enum CodingKeys: String, CodingKey {
        case parameters = "Parameters"
        case nextToken = "NextToken"
    }
}

private struct GetParametersByPathInput: Encodable, Sendable {
    var path: String
    var recursive: Bool
    var withDecryption: Bool
    var maxResults: Int
    var nextToken: String?

    enum CodingKeys: String, CodingKey {
        case path = "Path"
        case recursive = "Recursive"
        case withDecryption = "WithDecryption"
        case maxResults = "MaxResults"
        case nextToken = "NextToken"
    }
}

private struct GetParametersInput: Encodable, Sendable {
    var names: [String]
    var withDecryption: Bool

    enum CodingKeys: String, CodingKey {
        case names = "Names"
        case withDecryption = "WithDecryption"
    }
}

private struct PutParameterInput: Encodable, Sendable {
    var name: String
    var value: String
    var type: String
    var description: String?
    var overwrite: Bool
    var tags: [AWSTag]?
    var dataType: String?
    var tier: String?

    init(_ request: SSM.PutParameterRequest) {
        name = request.name
        value = request.value
        type = request.type
        description = request.description
        overwrite = request.overwrite
        tags = request.tags.isEmpty ? nil : request.tags
        dataType = request.dataType
        tier = request.tier
    }

    enum CodingKeys: String, CodingKey {
        case name = "Name"
        case value = "Value"
        case type = "Type"
        case description = "Description"
        case overwrite = "Overwrite"
        case tags = "Tags"
        case dataType = "DataType"
        case tier = "Tier"
    }
}

private struct PutParameterAnswer: Decodable, Sendable {
    var version: Int

    enum CodingKeys: String, CodingKey {
        case version = "Version"
    }
}

private struct DeleteParametersInput: Encodable, Sendable {
    var names: [String]

    enum CodingKeys: String, CodingKey {
        case names = "Names"
    }
}

private struct DeleteParametersAnswer: Decodable, Sendable {
    var deletedParameters: [String]?

    enum CodingKeys: String, CodingKey {
        case deletedParameters = "DeletedParameters"
    }
}
