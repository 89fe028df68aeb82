import AWS
import FoundationEssentials
import Logging
import Model
import Reconciliation

extension LiveCloud {
    /// The most instances that one SendCommand takes by id.
    private static let instancesPerCommand = 50
    /// Seconds within which SSM must have started a command on an instance that is online.
    private static let deliverySeconds = 600
    /// Seconds after which a command that was sent is in SSM's list for certain.
    private static let listingLagSeconds: Double = 30

    /// Receipt, send, follow, receipt. The first receipt says "started" before anything is sent, so that whatever happens
    /// in between, no plan takes the command for one that the instance never had.
    func run(_ run: RunCommand, _ order: ActionOrder) async throws -> ActionResult {
        let session = try await session(for: run.environment, order)
        let definition = try definition(of: run.command, digest: run.digest, order)
        let document = try await document(for: definition, order)
        try await write(.started, run.digest, of: run.command, by: order.id, on: run.instances, session)
        var commands: [String] = []
        for chunk in run.instances.chunked(by: Self.instancesPerCommand) {
            do {
                let command = try await session.ssm.sendCommand(
                    SSM.SendCommandRequest(
                        target: .instances(chunk.map(\.text)),
                        parameters: [
                            "commands": document.lines, "executionTimeout": [String(definition.timeoutSeconds)],
                        ],
                        comment: CommandTracker.comment(order.id), timeoutSeconds: Self.deliverySeconds,
                        maxConcurrency: definition.concurrency?.ssmText, maxErrors: definition.maxErrors?.ssmText))
                commands.append(command.commandID)
            } catch {
                guard commands.isEmpty && !error.effectMayHaveHappened else { throw error }
                // Nothing was sent: the instances are as if nobody had tried.
                try await session.ec2.deleteTags([TagKey.command(run.command)], from: run.instances.map(\.text))
                throw error
            }
        }
        return try await settle(definition, commands, on: run.instances, sentBy: order.id, session)
    }

    /// Finds what an action had sent, and settles its receipts. What SSM has never heard of was not sent; its receipt goes,
    /// so that it becomes due again.
    func follow(_ follow: FollowCommand, _ order: ActionOrder) async throws -> ActionResult {
        let session = try await session(for: follow.environment, order)
        let commands = try await CommandTracker(session: session, pause: pause).sentCommands(by: follow.sentBy)
        let reached = Set(commands.flatMap { $0.instanceIDs ?? [] })
        let unsent = follow.instances.filter { !reached.contains($0.text) }
        if !unsent.isEmpty {
            // SSM's lists lag behind: what isn't there yet may still come.
            guard now() >= follow.sentAt.addingTimeInterval(Self.listingLagSeconds) else {
                throw ActionFailure(
                    message: "\(follow.command) is not in SSM's list yet", disposition: .retry(afterSeconds: 5))
            }
            try await session.ec2.deleteTags([TagKey.command(follow.command)], from: unsent.map(\.text))
        }
        guard unsent.count < follow.instances.count else {
            return ActionResult(summary: "\(follow.command) was never sent; it is due again")
        }
        let definition = order.desired.commands[follow.command]
        return try await settle(
            name: follow.command, digest: follow.digest, timeoutSeconds: definition?.timeoutSeconds ?? 3600,
            feedback: definition?.feedback ?? .status, commands.map(\.commandID),
            on: follow.instances.filter { reached.contains($0.text) }, sentBy: follow.sentBy, session)
    }

    private func settle(
        _ definition: CommandDefinition, _ commands: [String], on instances: [InstanceID], sentBy action: ActionID,
        _ session: AccountSession
    ) async throws -> ActionResult {
        try await settle(
            name: definition.name, digest: definition.digest, timeoutSeconds: definition.timeoutSeconds,
            feedback: definition.feedback, commands, on: instances, sentBy: action, session)
    }

    private func settle(
        name: CommandName, digest: ContentDigest, timeoutSeconds: Int, feedback: Feedback, _ commands: [String],
        on instances: [InstanceID], sentBy action: ActionID, _ session: AccountSession
    ) async throws -> ActionResult {
        let tracker = CommandTracker(session: session, pause: pause)
        let deadline = now().addingTimeInterval(Double(Self.deliverySeconds + timeoutSeconds + 60))
        let found = try await tracker.follow(commands, on: Set(instances), until: deadline, now: now)
        var invocations: [CommandInvocation] = []
        for instance in instances {
            invocations.append(try await tracker.outcome(of: found[instance], on: instance, feedback: feedback))
        }
        let byStatus = Dictionary(grouping: invocations, by: \.status).sorted { $0.key.rawValue < $1.key.rawValue }
        for (status, group) in byStatus {
            try await write(status, digest, of: name, by: action, on: group.map(\.instance), session)
        }
        let succeeded = invocations.count { $0.status == .succeeded }
        return ActionResult(
            summary: "\(name) succeeded on \(succeeded) of \(instances.count)", invocations: invocations)
    }

    private func write(
        _ status: CommandReceiptStatus, _ digest: ContentDigest, of command: CommandName, by action: ActionID,
        on instances: [InstanceID], _ session: AccountSession
    ) async throws {
        let receipt = CommandReceipt(digest: digest, status: status, at: now(), action: action)
        for chunk in instances.chunked(by: 500) {
            try await session.ec2.createTags(
                [AWSTag(TagKey.command(command), receipt.tagValue)], on: chunk.map(\.text))
        }
    }

    private func definition(
        of command: CommandName, digest: ContentDigest, _ order: ActionOrder
    ) throws -> CommandDefinition {
        guard let definition = order.desired.commands[command], definition.digest == digest else {
            throw ActionFailure(message: "\(command) has changed since it was planned", disposition: .retry(afterSeconds: 0))
        }
        return definition
    }

    /// A script goes by the artifacts bucket, named by its content and uploaded once; without a bucket it goes inline.
    private func document(for definition: CommandDefinition, _ order: ActionOrder) async throws -> CommandDocument {
        guard case .script(let script) = definition.body, let artifacts = order.desired.project.artifacts else {
            return CommandDocument(definition.body, source: nil)
        }
        let s3 = try await session(for: .devops, order).s3
        let key = "\(artifacts.prefix)scripts/\(script.digest)"
        if try await s3.headObject(bucket: artifacts.bucket, key: key) == nil {
            _ = try await s3.putObjectIfAbsent(bucket: artifacts.bucket, key: key, body: script.content)
        }
        let url = try await s3.presignGetObject(
            bucket: artifacts.bucket, key: key, expiresIn: Self.deliverySeconds + definition.timeoutSeconds)
        return CommandDocument(definition.body, source: .url(url.reveal()))
    }
}

extension Amount {
    /// A count or percentage as SSM writes it.
    fileprivate var ssmText: String {
        switch self {
        case .count(let count): String(count)
        case .percent(let percent): "\(percent)%"
        }
    }
}
