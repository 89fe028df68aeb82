import AWS
import FoundationEssentials
import Model
import Reconciliation

extension LiveCloud {
    /// Receipt, send, follow, receipt. The first receipt says "started" before anything is sent, so that whatever happens
    /// in between, no plan takes the command for one that the instance never had.
    func run(_ run: RunCommand, _ order: ActionOrder) async throws -> ActionResult {
        let session = try await session(for: run.environment, order)
        let definition = try definition(of: run.command, digest: run.digest, order)
        let document = try await document(for: definition, instances: run.instances.count, order)
        let receipts = Receipts(
            command: run.command, digest: run.digest, action: order.id, session: session, now: now, pause: pause)
        try await receipts.write(.started, on: run.instances)
        let commands = try await send(definition, document, receipts, run.instances, order)
        do {
            return try await settle(definition, receipts, commands, on: run.instances)
        } catch {
            throw Self.afterSending(error, run.command)
        }
    }

    private func send(
        _ definition: CommandDefinition, _ document: CommandDocument, _ receipts: Receipts, _ instances: [InstanceID],
        _ order: ActionOrder
    ) async throws -> [String] {
        var commands: [String] = []
        for chunk in instances.chunked(by: CommandDelivery.instancesPerCommand) {
            do {
                let command = try await receipts.session.ssm.sendCommand(
                    SSM.SendCommandRequest(
                        target: .instances(chunk.map(\.text)),
                        parameters: [
                            "commands": document.lines, "executionTimeout": [String(definition.timeoutSeconds)],
                        ],
                        comment: CommandTracker.comment(order.id), timeoutSeconds: CommandDelivery.startSeconds,
                        maxConcurrency: definition.concurrency?.ssmText, maxErrors: definition.maxErrors?.ssmText))
                commands.append(command.commandID)
            } catch {
                guard commands.isEmpty else { throw Self.afterSending(error, definition.name) }
                if !error.effectMayHaveHappened {
                    // Nothing was sent: the instances are as if nobody had tried. A receipt that can't be taken back is
                    // found by the next look, which follows it.
                    do { try await receipts.remove(from: instances) } catch {}
                }
                throw error
            }
        }
        return commands
    }

    /// Finds what an action had sent, and settles its receipts. What SSM has never heard of was not sent; its receipt goes,
    /// so that it becomes due again.
    func follow(_ follow: FollowCommand, _ order: ActionOrder) async throws -> ActionResult {
        let session = try await session(for: follow.environment, order)
        let commands = try await CommandTracker(session: session, pause: pause)
            .sentCommands(by: follow.sentBy, since: follow.sentAt)
        let receipts = Receipts(
            command: follow.command, digest: follow.digest, action: follow.sentBy, session: session, now: now,
            pause: pause)
        let reached = Set(commands.flatMap { $0.instanceIDs ?? [] })
        let unsent = follow.instances.filter { !reached.contains($0.text) }
        if !unsent.isEmpty {
            // SSM's lists lag behind: what isn't there yet may still come.
            guard now() >= follow.sentAt.addingTimeInterval(CommandTracker.listingLagSeconds) else {
                throw ActionFailure(
                    message: "\(follow.command) is not in SSM's list yet", disposition: .retry(afterSeconds: 5))
            }
            try await receipts.remove(from: unsent)
        }
        guard unsent.count < follow.instances.count else {
            return ActionResult(summary: "\(follow.command) was never sent; it is due again")
        }
        let definition = order.desired.commands[follow.command] ?? Self.forgotten(follow)
        return try await settle(
            definition, receipts, commands.map(\.commandID),
            on: follow.instances.filter { reached.contains($0.text) })
    }

    private func settle(
        _ definition: CommandDefinition, _ receipts: Receipts, _ commands: [String], on instances: [InstanceID]
    ) async throws -> ActionResult {
        let tracker = CommandTracker(session: receipts.session, pause: pause)
        let limit = CommandDelivery(definition: definition).limitSeconds(of: instances.count)
        let found = try await tracker.follow(
            commands, on: Set(instances), until: now().addingTimeInterval(limit), now: now)
        var invocations: [CommandInvocation] = []
        for instance in instances {
            invocations.append(
                try await tracker.outcome(of: found[instance], on: instance, feedback: definition.feedback))
        }
        let byStatus = Dictionary(grouping: invocations, by: \.status).sorted { $0.key.rawValue < $1.key.rawValue }
        for (status, group) in byStatus { try await receipts.write(status, on: group.map(\.instance)) }
        let succeeded = invocations.count { $0.status == .succeeded }
        let failed = instances.count - succeeded
        let verdict = failed == 0 ? "succeeded on \(succeeded)" : "did not succeed on \(failed)"
        return ActionResult(
            summary: "\(definition.name) \(verdict) of \(instances.count)", invocations: invocations)
    }

    private func definition(
        of command: CommandName, digest: ContentDigest, _ order: ActionOrder
    ) throws -> CommandDefinition {
        guard let definition = order.desired.commands[command], definition.digest == digest else {
            throw ActionFailure(
                message: "\(command) has changed since it was planned", disposition: .retry(afterSeconds: 0))
        }
        return definition
    }

    /// What is left to know of a command that the files no longer have, for its last outcome.
    private static func forgotten(_ follow: FollowCommand) -> CommandDefinition {
        CommandDefinition(
            name: follow.command, target: .all, body: .shell(""), digest: follow.digest,
            place: SourcePlace(file: "commands/\(follow.command).yaml", line: 1, column: 1))
    }

    /// Once something was sent there was an effect, whatever failed afterwards; the receipts lead the next look to it.
    private static func afterSending(_ error: any Error, _ command: CommandName) -> ActionFailure {
        var failure = ActionFailure(error, "follow \(command), which was sent")
        if failure.effect == .none { failure.effect = .partial }
        return failure
    }

    /// A script goes by the artifacts bucket, named by its content and uploaded once; without a bucket it goes inline.
    private func document(
        for definition: CommandDefinition, instances: Int, _ order: ActionOrder
    ) async throws -> CommandDocument {
        guard case .script(let script) = definition.body, let artifacts = order.desired.project.artifacts else {
            return CommandDocument(definition.body, source: nil)
        }
        let s3 = try await session(for: .devops, order).s3
        let key = "\(artifacts.prefix)scripts/\(script.digest)"
        if try await s3.headObject(bucket: artifacts.bucket, key: key) == nil {
            _ = try await s3.putObjectIfAbsent(bucket: artifacts.bucket, key: key, body: script.content)
        }
        let url = try await s3.presignGetObject(
            bucket: artifacts.bucket, key: key,
            expiresIn: CommandDelivery(definition: definition).urlSeconds(of: instances))
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
