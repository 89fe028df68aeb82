import FoundationEssentials

extension SSM {
    /// What SSM knows of an instance's agent.
    public struct InstanceInformation: Hashable, Sendable, Decodable {
        /// The instance.
        public var instanceID: String
        /// Whether commands reach it.
        public var pingStatus: PingStatus
        /// When it was last heard of.
        public var lastPingDateTime: Date?
        /// Its version.
        public var agentVersion: String?
        /// `Linux`, `Windows` or `MacOS`.
        public var platformType: String?

        enum CodingKeys: String, CodingKey {
            case instanceID = "InstanceId"
            case pingStatus = "PingStatus"
            case lastPingDateTime = "LastPingDateTime"
            case agentVersion = "AgentVersion"
            case platformType = "PlatformType"
        }
    }

    /// Whether an agent was heard of lately.
    public struct PingStatus: Word {
        /// The word as SSM writes it.
        public let rawValue: String
        /// A word, known or not.
        public init(rawValue: String) { self.rawValue = rawValue }
        /// Commands reach it.
        public static let online = PingStatus(rawValue: "Online")
        /// It was not heard of for some minutes.
        public static let connectionLost = PingStatus(rawValue: "ConnectionLost")
        /// It was not heard of for long.
        public static let inactive = PingStatus(rawValue: "Inactive")
    }

    /// The agents that ever registered; an instance without one isn't in it.
    /// - Parameter instanceIDs: Only of these, 1 to 100; `nil` for every agent of the account.
    public func describeInstanceInformation(instanceIDs: [String]? = nil) -> Pages<InstanceInformation> {
        Pages(.ssm, "DescribeInstanceInformation") { token throws(AWSError) in
            var filters: [AgentFilter]?
            if let instanceIDs {
                guard (1...100).contains(instanceIDs.count) else {
                    throw refusal(
                        "DescribeInstanceInformation",
                        instanceIDs.isEmpty
                            ? "the list of ids is empty"
                            : "\(instanceIDs.count) ids; SSM takes 100 a call, so split them")
                }
                filters = [AgentFilter(key: "InstanceIds", values: instanceIDs)]
            }
            let answer: DescribeInstanceInformationAnswer = try await client.send(
                .ssm, "DescribeInstanceInformation",
                DescribeInstanceInformationInput(filters: filters, maxResults: 50, nextToken: token))
            return Page(items: answer.list, next: answer.nextToken)
        }
    }
}

private struct AgentFilter: Encodable, Sendable {
    var key: String
    var values: [String]

    enum CodingKeys: String, CodingKey {
        case key = "Key"
        case values = "Values"
    }
}

private struct DescribeInstanceInformationInput: Encodable, Sendable {
    var filters: [AgentFilter]?
    var maxResults: Int
    var nextToken: String?

    enum CodingKeys: String, CodingKey {
        case filters = "Filters"
        case maxResults = "MaxResults"
        case nextToken = "NextToken"
    }
}

private struct DescribeInstanceInformationAnswer: Decodable, Sendable {
    var list: [SSM.InstanceInformation]
    var nextToken: String?

    enum CodingKeys: String, CodingKey {
        case list = "InstanceInformationList"
        case nextToken = "NextToken"
    }
}
