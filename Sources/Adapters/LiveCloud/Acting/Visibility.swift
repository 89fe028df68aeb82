import AWS
import FoundationEssentials
import Model
import Reconciliation

/// Waits until EC2 shows what it has accepted. EC2 is eventually consistent: an instance that was just launched, or a tag that
/// was just written, may be missing from an answer for some seconds (EC2 API reference, "Ensuring idempotency" and
/// "Eventual consistency"), and the next look would do it again.
struct Visibility {
    let session: AccountSession
    let now: @Sendable () -> Date
    let pause: @Sendable (Duration) async throws -> Void

    /// Seconds after which EC2 is no longer waited for.
    static let limitSeconds: Double = 120

    /// Waits until a look by tags shows every one of the instances.
    /// - Throws: When EC2 takes longer than any lag that is known; the look is then put off, not repeated.
    func wait(for instances: [String], launchedBy action: ActionID) async throws {
        let wanted = Set(instances)
        try await wait("show \(instances.joined(separator: ", ")), which it has launched") {
            let shown = try await session.ec2
                .describeInstances(.filters([.tag(TagKey.action, action.text)])).collect()
            return wanted.isSubset(of: shown.map(\.id))
        }
    }

    /// Waits until a look by tags shows a receipt on every one of the instances.
    func wait(for receipt: CommandReceipt, of command: CommandName, on instances: [InstanceID]) async throws {
        let key = TagKey.command(command)
        let wanted = Set(instances.map(\.text))
        try await wait("show the tag \(key) that it has accepted") {
            let shown = try await session.ec2
                .describeInstances(.filters([.tag(key, receipt.tagValue)])).collect()
            return wanted.isSubset(of: shown.map(\.id))
        }
    }

    private func wait(_ what: String, until isShown: () async throws -> Bool) async throws {
        let deadline = now().addingTimeInterval(Self.limitSeconds)
        var delay = Duration.milliseconds(200)
        while !(try await isShown()) {
            guard now() < deadline else {
                throw ActionFailure(
                    message: "EC2 does not \(what)", advice: "tend looks again by itself",
                    disposition: .retry(afterSeconds: 60), effect: .partial)
            }
            try await pause(delay)
            delay = min(delay * 2, .seconds(5))
        }
    }
}
