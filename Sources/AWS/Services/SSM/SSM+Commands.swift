import FoundationEssentials

extension SSM {
    /// A command as a whole.
    public struct Command: Hashable, Sendable, Decodable {
        /// Its id.
        public var commandID: String
        /// The document.
        public var documentName: String?
        /// What its sender said of it.
        public var comment: String?
        /// When it was sent.
        public var requestedDateTime: Date?
        /// How it stands.
        public var status: CommandStatus
        /// How it stands in more detail, such as `DeliveryTimedOut`.
        public var statusDetails: String?
        /// The instances that it was sent to by id.
        public var instanceIDs: [String]?
        /// On how many instances it is to run; 0 until SSM has looked.
        public var targetCount: Int?
        /// On how many it ended.
        public var completedCount: Int?
        /// On how many it failed; failed deliveries don't count.
        public var errorCount: Int?

        enum CodingKeys: String, CodingKey {
            case commandID = "CommandId"
            case documentName = "DocumentName"
            case comment = "Comment"
            case requestedDateTime = "RequestedDateTime"
            case status = "Status"
            case statusDetails = "StatusDetails"
            case instanceIDs = "InstanceIds"
            case targetCount = "TargetCount"
            case completedCount = "CompletedCount"
            case errorCount = "ErrorCount"
        }
    }

    /// How a command, or one invocation of it, stands.
    public struct CommandStatus: Word {
        /// The word as SSM writes it.
        public let rawValue: String
        /// A word, known or not.
        public init(rawValue: String) { self.rawValue = rawValue }
        /// Not started.
        public static let pending = CommandStatus(rawValue: "Pending")
        /// Running.
        public static let inProgress = CommandStatus(rawValue: "InProgress")
        /// The instance didn't take it yet; SSM tries again.
        public static let delayed = CommandStatus(rawValue: "Delayed")
        /// Ended well.
        public static let success = CommandStatus(rawValue: "Success")
        /// Ended early because somebody asked.
        public static let cancelled = CommandStatus(rawValue: "Cancelled")
        /// Being cancelled.
        public static let cancelling = CommandStatus(rawValue: "Cancelling")
        /// Not started, or not ended, in time.
        public static let timedOut = CommandStatus(rawValue: "TimedOut")
        /// Ended badly.
        public static let failed = CommandStatus(rawValue: "Failed")

        /// Whether nothing more will happen. A word that this version doesn't know counts as not ended.
        public var isEnded: Bool { [.success, .cancelled, .timedOut, .failed].contains(self) }
    }

    /// A command on one instance, without its output.
    public struct CommandInvocation: Hashable, Sendable, Decodable {
        /// The command.
        public var commandID: String
        /// The instance.
        public var instanceID: String
        /// What the command's sender said of it.
        public var comment: String?
        /// When it was sent.
        public var requestedDateTime: Date?
        /// How it stands.
        public var status: CommandStatus
        /// Such as `Undeliverable` or `ExecutionTimedOut`.
        public var statusDetails: String?

        enum CodingKeys: String, CodingKey {
            case commandID = "CommandId"
            case instanceID = "InstanceId"
            case comment = "Comment"
            case requestedDateTime = "RequestedDateTime"
            case status = "Status"
            case statusDetails = "StatusDetails"
        }
    }

    /// A command on one instance with its output.
    public struct CommandOutput: Hashable, Sendable, Decodable {
        /// The command.
        public var commandID: String
        /// The instance.
        public var instanceID: String
        /// How it stands.
        public var status: CommandStatus
        /// Such as `Undeliverable` or `ExecutionTimedOut`.
        public var statusDetails: String?
        /// The exit status; -1 when it has not started or not ended.
        public var responseCode: Int?
        /// The first 24,000 characters of the output; empty until it has ended.
        public var standardOutputContent: String?
        /// The first 8,000 characters of the errors.
        public var standardErrorContent: String?
        /// Where the whole output is, if a bucket was named.
        public var standardOutputURL: String?

        enum CodingKeys: String, CodingKey {
            case commandID = "CommandId"
            case instanceID = "InstanceId"
            case status = "Status"
            case statusDetails = "StatusDetails"
            case responseCode = "ResponseCode"
            case standardOutputContent = "StandardOutputContent"
            case standardErrorContent = "StandardErrorContent"
            case standardOutputURL = "StandardOutputUrl"
        }
    }

    /// Commands of the last 30 days, the newest first.
    /// - Parameters:
    ///   - commandID: Only this one.
    ///   - instanceID: Only those sent to this instance.
    ///   - invokedAfter: Only those sent after this.
    public func listCommands(
        commandID: String? = nil, instanceID: String? = nil, invokedAfter: Date? = nil
    ) -> Pages<Command> {
        Pages(.ssm, "ListCommands") { token throws(AWSError) in
            let filters = invokedAfter.map { [CommandFilter(key: "InvokedAfter", value: AWSTimestamp.extended($0))] }
            let answer: ListCommandsAnswer = try await client.send(
                .ssm, "ListCommands",
                ListCommandsInput(
                    commandID: commandID, instanceID: instanceID, filters: filters, maxResults: 50, nextToken: token))
            return Page(items: answer.commands, next: answer.nextToken)
        }
    }

    /// What became of commands on each instance. Right after sending the list may be empty: wait, it is no failure.
    public func listCommandInvocations(
        commandID: String? = nil, instanceID: String? = nil
    ) -> Pages<CommandInvocation> {
        Pages(.ssm, "ListCommandInvocations") { token throws(AWSError) in
            let answer: ListCommandInvocationsAnswer = try await client.send(
                .ssm, "ListCommandInvocations",
                ListCommandsInput(
                    commandID: commandID, instanceID: instanceID, filters: nil, maxResults: 50, nextToken: token))
            return Page(items: answer.commandInvocations, next: answer.nextToken)
        }
    }

    /// What a command brought from one instance.
    /// - Returns: `nil` when SSM doesn't know the invocation (InvocationDoesNotExist), which is normal for some seconds
    ///   after sending.
    public func getCommandInvocation(
        commandID: String, instanceID: String
    ) async throws(AWSError) -> CommandOutput? {
        do {
            return try await client.send(
                .ssm, "GetCommandInvocation",
                GetCommandInvocationInput(commandID: commandID, instanceID: instanceID))
        } catch  where error.code == "InvocationDoesNotExist" {
            return nil
        }
    }
}

private struct CommandFilter: Encodable, Sendable {
    var key: String
    var value: String
}

private struct ListCommandsInput: Encodable, Sendable {
    var commandID: String?
    var instanceID: String?
    var filters: [CommandFilter]?
    var maxResults: Int
    var nextToken: String?

    enum CodingKeys: String, CodingKey {
        case commandID = "CommandId"
        case instanceID = "InstanceId"
        case filters = "Filters"
        case maxResults = "MaxResults"
        case nextToken = "NextToken"
    }
}

private struct ListCommandsAnswer: Decodable, Sendable {
    var commands: [SSM.Command]
    var nextToken: String?

    enum CodingKeys: String, CodingKey {
        case commands = "Commands"
        case nextToken = "NextToken"
    }
}

private struct ListCommandInvocationsAnswer: Decodable, Sendable {
    var commandInvocations: [SSM.CommandInvocation]
    var nextToken: String?

    enum CodingKeys: String, CodingKey {
        case commandInvocations = "CommandInvocations"
        case nextToken = "NextToken"
    }
}

private struct GetCommandInvocationInput: Encodable, Sendable {
    var commandID: String
    var instanceID: String

    enum CodingKeys: String, CodingKey {
        case commandID = "CommandId"
        case instanceID = "InstanceId"
    }
}
