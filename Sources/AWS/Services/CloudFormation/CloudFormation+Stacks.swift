import FoundationEssentials
import XML

extension CloudFormation {
    /// A stack.
    public struct Stack: Hashable, Sendable {
        /// Its ARN, which stays its own when another of the same name comes.
        public var id: String
        /// Its name, unique among those not deleted.
        public var name: String
        /// How it stands.
        public var status: StackStatus
        /// Why.
        public var statusReason: String?
        /// When it was created.
        public var creationTime: Date?
        /// Its parameters.
        public var parameters: [String: String] = [:]
        /// What it gives out.
        public var outputs: [String: String] = [:]
        /// Its tags.
        public var tags: [String: String] = [:]
    }

    /// How a stack, or a resource of one, stands.
    public struct StackStatus: Word {
        /// The word as CloudFormation writes it.
        public let rawValue: String
        /// A word, known or not.
        public init(rawValue: String) { self.rawValue = rawValue }
        /// Being created.
        public static let createInProgress = StackStatus(rawValue: "CREATE_IN_PROGRESS")
        /// Created.
        public static let createComplete = StackStatus(rawValue: "CREATE_COMPLETE")
        /// Being deleted.
        public static let deleteInProgress = StackStatus(rawValue: "DELETE_IN_PROGRESS")
        /// Deleted.
        public static let deleteComplete = StackStatus(rawValue: "DELETE_COMPLETE")
        /// Couldn't be deleted whole: try again, or retain what stands in the way.
        public static let deleteFailed = StackStatus(rawValue: "DELETE_FAILED")
        /// Its creation failed and was undone; it can only be deleted.
        public static let rollbackComplete = StackStatus(rawValue: "ROLLBACK_COMPLETE")

        /// Whether CloudFormation is at work on it.
        public var isInProgress: Bool { rawValue.hasSuffix("_IN_PROGRESS") }
        /// Whether something went wrong with it.
        public var isFailed: Bool { rawValue.hasSuffix("_FAILED") || rawValue.contains("ROLLBACK") }
    }

    /// What CreateStack needs to know.
    public struct CreateStackRequest: Hashable, Sendable {
        /// Letters, digits and hyphens, at most 128, beginning with a letter.
        public var stackName: String
        /// The template, at most 51,200 bytes.
        public var templateBody: String
        /// Its parameters.
        public var parameters: [String: String]
        /// On the stack and everything in it that can have tags.
        public var tags: [AWSTag]
        /// Such as `CAPABILITY_NAMED_IAM`.
        public var capabilities: [String]
        /// The role that CloudFormation acts with; `nil` for the caller's.
        public var roleARN: String?
        /// At most 128 letters, digits and hyphens; the same token creates nothing a second time.
        public var clientRequestToken: String

        /// A request from its parts.
        public init(
            stackName: String, templateBody: String, parameters: [String: String] = [:], tags: [AWSTag] = [],
            capabilities: [String] = [], roleARN: String? = nil, clientRequestToken: String
        ) {
            self.stackName = stackName
            self.templateBody = templateBody
            self.parameters = parameters
            self.tags = tags
            self.capabilities = capabilities
            self.roleARN = roleARN
            self.clientRequestToken = clientRequestToken
        }
    }

    /// Begins the creation of a stack. AlreadyExistsException means that one of the name exists; together with
    /// `followsUncertainAttempt` it may be the one that was just asked for.
    /// - Returns: Its ARN.
    public func createStack(_ request: CreateStackRequest) async throws(AWSError) -> String {
        try check(request.stackName, "CreateStack")
        guard (1...51_200).contains(request.templateBody.utf8.count) else {
            throw AWSError(
                .cloudFormation, "CreateStack",
                .refused("a template of \(request.templateBody.utf8.count) bytes; CloudFormation takes 1 to 51,200"))
        }
        var form = form("CreateStack")
        form.add("StackName", request.stackName)
        form.add("TemplateBody", request.templateBody)
        for (index, parameter) in request.parameters.sorted(by: { $0.key < $1.key }).enumerated() {
            form.add("Parameters.member.\(index + 1).ParameterKey", parameter.key)
            form.add("Parameters.member.\(index + 1).ParameterValue", parameter.value)
        }
        try form.add(tags: request.tags, "Tags.member")
        form.add(list: "Capabilities.member", request.capabilities)
        form.add("RoleARN", request.roleARN)
        form.add("ClientRequestToken", request.clientRequestToken)
        return try await client.send(form) { xml throws(XMLError) in try xml.requiredChild("StackId") }
    }

    /// All stacks of the account that are not deleted, or one by name or ARN.
    public func describeStacks(_ stack: String? = nil) -> Pages<Stack> {
        Pages(.cloudFormation, "DescribeStacks") { token throws(AWSError) in
            var form = form("DescribeStacks")
            if let stack {
                try check(stack, "DescribeStacks")
                form.add("StackName", stack)
            }
            form.add("NextToken", token)
            return try await client.send(form) { xml throws(XMLError) in
                try xml.page("Stacks") { () throws(XMLError) in try Stack(xml) }
            }
        }
    }

    /// A stack by name or ARN. A deleted one is still found by its ARN.
    /// - Returns: `nil` when there is none.
    public func describeStack(_ stack: String) async throws(AWSError) -> Stack? {
        do {
            return try await describeStacks(stack).collect().first
        } catch  where error.code == "ValidationError" && error.fault?.message.hasSuffix("does not exist") == true {
            return nil
        }
    }

    /// Begins the deletion of a stack. One that doesn't exist is no error.
    /// - Parameters:
    ///   - stack: Its name or ARN.
    ///   - retaining: Logical ids of resources to leave behind; only for a stack in DELETE_FAILED.
    ///   - clientRequestToken: As for CreateStack.
    public func deleteStack(
        _ stack: String, retaining: [String] = [], clientRequestToken: String? = nil
    ) async throws(AWSError) {
        try check(stack, "DeleteStack")
        var form = form("DeleteStack")
        form.add("StackName", stack)
        form.add(list: "RetainResources.member", retaining)
        form.add("ClientRequestToken", clientRequestToken)
        try await client.send(form)
    }
}

extension CloudFormation.Stack {
    init(_ xml: XMLReader) throws(XMLError) {
        var stackName: String?
        var status: String?
        self.init(id: "", name: "", status: .createInProgress)
        try xml.forEachChild { name throws(XMLError) in
            switch name {
            case "StackId": id = try xml.text()
            case "StackName": stackName = try xml.text()
            case "StackStatus": status = try xml.text()
            case "StackStatusReason": statusReason = try xml.text()
            case "CreationTime": creationTime = try xml.date()
            case "Parameters": parameters = try xml.pairs("member", "ParameterKey", "ParameterValue")
            case "Outputs": outputs = try xml.pairs("member", "OutputKey", "OutputValue")
            case "Tags": tags = try xml.tags("member")
            default: break
            }
        }
        self.name = try xml.require(stackName, "StackName", in: "member")
        self.status = CloudFormation.StackStatus(rawValue: try xml.require(status, "StackStatus", in: "member"))
    }
}
