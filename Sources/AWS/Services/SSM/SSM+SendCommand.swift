import FoundationEssentials

extension SSM {
    /// Instances by a property of theirs.
    public struct Target: Hashable, Sendable, Codable {
        /// Such as `tag:role`.
        public var key: String
        /// Any one of these.
        public var values: [String]

        /// A target from its parts.
        public init(_ key: String, _ values: [String]) {
            self.key = key
            self.values = values
        }

        enum CodingKeys: String, CodingKey {
            case key = "Key"
            case values = "Values"
        }
    }

    /// Where a command goes.
    public enum CommandTarget: Hashable, Sendable {
        /// To these instances, 1 to 50.
        case instances([String])
        /// To those that match every target, of which there may be 5.
        case targets([Target])
    }

    /// What SendCommand needs to know.
    public struct SendCommandRequest: Hashable, Sendable {
        /// Such as `AWS-RunShellScript`.
        public var documentName: String
        /// Where it goes.
        public var target: CommandTarget
        /// The document's parameters, such as `commands`, a line each. With the document at most 60,000 bytes.
        public var parameters: [String: [String]]
        /// At most 100 characters.
        public var comment: String
        /// How long an instance may take to *start*, 30 to 2,592,000 s; `nil` for an hour. How long it may run is the
        /// document's own `executionTimeout`.
        public var timeoutSeconds: Int?
        /// How many at a time: a number or a percentage such as `10%`; `nil` for 50.
        public var maxConcurrency: String?
        /// After how many failures nothing more is started: a number or a percentage; `nil` for 0.
        public var maxErrors: String?
        /// The bucket that takes the whole output.
        public var outputS3BucketName: String?
        /// What the output's keys begin with.
        public var outputS3KeyPrefix: String?

        /// A request from its parts.
        public init(
            documentName: String = "AWS-RunShellScript", target: CommandTarget, parameters: [String: [String]],
            comment: String = "", timeoutSeconds: Int? = nil, maxConcurrency: String? = nil, maxErrors: String? = nil,
            outputS3BucketName: String? = nil, outputS3KeyPrefix: String? = nil
        ) {
            self.documentName = documentName
            self.target = target
            self.parameters = parameters
            self.comment = comment
            self.timeoutSeconds = timeoutSeconds
            self.maxConcurrency = maxConcurrency
            self.maxErrors = maxErrors
            self.outputS3BucketName = outputS3BucketName
            self.outputS3KeyPrefix = outputS3KeyPrefix
        }
    }

    /// Sends a command.
    ///
    /// SSM has no token for this, and a command sent twice runs twice: after a failure whose `effectMayHaveHappened`,
    /// look for the comment in `listCommands`. Such a failure is never tried again here.
    /// - Returns: The command; right afterwards its invocations may still be unknown.
    public func sendCommand(_ request: SendCommandRequest) async throws(AWSError) -> Command {
        try check(request)
        let answer: SendCommandAnswer = try await client.send(
            .ssm, "SendCommand", repetition: .unsafe, SendCommandInput(request))
        return answer.command
    }

    private func check(_ request: SendCommandRequest) throws(AWSError) {
        switch request.target {
        case .instances(let ids):
            guard !ids.isEmpty else { throw refusal("SendCommand", "there are no instances to send it to") }
            guard ids.count <= 50 else {
                throw refusal("SendCommand", "\(ids.count) instances; SSM takes 50 a command, so split them")
            }
        case .targets(let targets):
            guard (1...5).contains(targets.count) else {
                throw refusal("SendCommand", "\(targets.count) targets; SSM takes 1 to 5")
            }
            guard targets.allSatisfy({ (1...50).contains($0.values.count) }) else {
                throw refusal("SendCommand", "a target must have 1 to 50 values")
            }
        }
        guard request.comment.count <= 100 else {
            throw refusal("SendCommand", "a comment of \(request.comment.count) characters; SSM takes 100")
        }
        if let seconds = request.timeoutSeconds, !(30...2_592_000).contains(seconds) {
            throw refusal("SendCommand", "\(seconds) s to start in; SSM takes 30 to 2,592,000")
        }
        let size = request.parameters.reduce(0) { $0 + $1.value.reduce($1.key.utf8.count) { $0 + $1.utf8.count + 3 } }
        guard size <= 60_000 else {
            throw refusal("SendCommand", "parameters of \(size) bytes; above 60,000 put the script into S3")
        }
    }
}

private struct SendCommandInput: Encodable, Sendable {
    var documentName: String
    var instanceIDs: [String]?
    var targets: [SSM.Target]?
    var parameters: [String: [String]]
    var comment: String?
    var timeoutSeconds: Int?
    var maxConcurrency: String?
    var maxErrors: String?
    var outputS3BucketName: String?
    var outputS3KeyPrefix: String?

    init(_ request: SSM.SendCommandRequest) {
        documentName = request.documentName
        switch request.target {
        case .instances(let ids): instanceIDs = ids
        case .targets(let those): targets = those
        }
        parameters = request.parameters
        comment = request.comment.isEmpty ? nil : request.comment
        timeoutSeconds = request.timeoutSeconds
        maxConcurrency = request.maxConcurrency
        maxErrors = request.maxErrors
        outputS3BucketName = request.outputS3BucketName
        outputS3KeyPrefix = request.outputS3KeyPrefix
    }

    enum CodingKeys: String, CodingKey {
        case documentName = "DocumentName"
        case instanceIDs = "InstanceIds"
        case targets = "Targets"
        case parameters = "Parameters"
        case comment = "Comment"
        case timeoutSeconds = "TimeoutSeconds"
        case maxConcurrency = "MaxConcurrency"
        case maxErrors = "MaxErrors"
        case outputS3BucketName = "OutputS3BucketName"
        case outputS3KeyPrefix = "OutputS3KeyPrefix"
    }
}

private struct SendCommandAnswer: Decodable, Sendable {
    var command: SSM.Command

    enum CodingKeys: String, CodingKey {
        case command = "Command"
    }
}
