import FoundationEssentials
import XML

extension CloudFormation {
    /// A resource of a stack.
    public struct StackResource: Hashable, Sendable {
        /// Its name in the template.
        public var logicalID: String
        /// Its id in AWS; `nil` before it exists.
        public var physicalID: String?
        /// Such as `AWS::EC2::Instance`.
        public var type: String
        /// How it stands.
        public var status: StackStatus
        /// Why.
        public var statusReason: String?
    }

    /// Something that happened to a stack.
    public struct StackEvent: Hashable, Sendable {
        /// Its own id.
        public var id: String
        /// When.
        public var timestamp: Date
        /// What it happened to, by its name in the template.
        public var logicalID: String
        /// And by its id in AWS.
        public var physicalID: String?
        /// Such as `AWS::EC2::Instance`.
        public var type: String
        /// How it stood then.
        public var status: StackStatus
        /// Why.
        public var statusReason: String?
    }

    /// The first 100 resources of a stack.
    public func describeStackResources(_ stack: String) async throws(AWSError) -> [StackResource] {
        try check(stack, "DescribeStackResources")
        var form = form("DescribeStackResources")
        form.add("StackName", stack)
        return try await client.send(form) { xml throws(XMLError) in
            try xml.page("StackResources") { () throws(XMLError) in try StackResource(xml) }.items
        }
    }

    /// What happened to a stack, the newest first.
    public func describeStackEvents(_ stack: String) -> Pages<StackEvent> {
        Pages(.cloudFormation, "DescribeStackEvents") { token throws(AWSError) in
            try check(stack, "DescribeStackEvents")
            var form = form("DescribeStackEvents")
            form.add("StackName", stack)
            form.add("NextToken", token)
            return try await client.send(form) { xml throws(XMLError) in
                try xml.page("StackEvents") { () throws(XMLError) in try StackEvent(xml) }
            }
        }
    }
}

extension CloudFormation.StackResource {
    init(_ xml: XMLReader) throws(XMLError) {
        var logical: String?
        self.init(logicalID: "", physicalID: nil, type: "", status: .createInProgress, statusReason: nil)
        try xml.forEachChild { name throws(XMLError) in
            switch name {
            case "LogicalResourceId": logical = try xml.text()
            case "PhysicalResourceId": physicalID = try xml.text()
            case "ResourceType": type = try xml.text()
            case "ResourceStatus": status = CloudFormation.StackStatus(rawValue: try xml.text())
            case "ResourceStatusReason": statusReason = try xml.text()
            default: break
            }
        }
        logicalID = try xml.require(logical, "LogicalResourceId", in: "member")
    }
}

extension CloudFormation.StackEvent {
    init(_ xml: XMLReader) throws(XMLError) {
        var event: String?
        var time: Date?
        self.init(
            id: "", timestamp: Date(timeIntervalSince1970: 0), logicalID: "", physicalID: nil, type: "",
            status: .createInProgress, statusReason: nil)
        try xml.forEachChild { name throws(XMLError) in
            switch name {
            case "EventId": event = try xml.text()
            case "Timestamp": time = try xml.date()
            case "LogicalResourceId": logicalID = try xml.text()
            case "PhysicalResourceId": physicalID = try xml.text()
            case "ResourceType": type = try xml.text()
            case "ResourceStatus": status = CloudFormation.StackStatus(rawValue: try xml.text())
            case "ResourceStatusReason": statusReason = try xml.text()
            default: break
            }
        }
        id = try xml.require(event, "EventId", in: "member")
        timestamp = try xml.require(time, "Timestamp", in: "member")
    }
}
