import AWS
import FoundationEssentials
import Model
import Reconciliation

/// The tags by which instances show that they have had a command, for one command and the action that sends it.
struct Receipts {
    let command: CommandName
    let digest: ContentDigest
    let action: ActionID
    let session: AccountSession
    let now: @Sendable () -> Date
    let pause: @Sendable (Duration) async throws -> Void

    /// The most resources that one call to CreateTags or DeleteTags takes; EC2 allows 1,000.
    private static let resourcesPerCall = 500

    /// Writes the receipts and waits until EC2 shows them: a look that didn't see them would have the command run again.
    func write(_ status: CommandReceiptStatus, on instances: [InstanceID]) async throws {
        let receipt = CommandReceipt(digest: digest, status: status, at: now(), action: action)
        for chunk in instances.chunked(by: Self.resourcesPerCall) {
            try await session.ec2.createTags(
                [AWSTag(TagKey.command(command), receipt.tagValue)], on: chunk.map(\.text))
        }
        try await Visibility(session: session, now: now, pause: pause).wait(for: receipt, of: command, on: instances)
    }

    /// Takes receipts away, so that the command is due again.
    func remove(from instances: [InstanceID]) async throws {
        for chunk in instances.chunked(by: Self.resourcesPerCall) {
            try await session.ec2.deleteTags([TagKey.command(command)], from: chunk.map(\.text))
        }
    }
}
