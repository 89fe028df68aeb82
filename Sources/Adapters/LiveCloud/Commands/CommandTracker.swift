import AWS
import FoundationEssentials
import Model
import Reconciliation

/// Follows commands in SSM until every invocation has ended.
struct CommandTracker {
    let session: AccountSession
    let pause: @Sendable (Duration) async throws -> Void

    /// Seconds after which a command that was sent is in SSM's list for certain.
    static let listingLagSeconds: Double = 30
    /// Seconds by which this host's clock may be ahead of SSM's.
    private static let clockDifferenceSeconds: Double = 600

    /// What tend writes into a command's `Comment`, so that it is found again.
    static func comment(_ action: ActionID) -> String { "tend \(action)" }

    /// The commands that an action has sent. SSM keeps commands for 30 days.
    /// - Parameter moment: When the action was about to send; `nil` looks through all that SSM keeps.
    func sentCommands(by action: ActionID, since moment: Date? = nil) async throws -> [SSM.Command] {
        let after = moment?.addingTimeInterval(-Self.clockDifferenceSeconds)
        return try await session.ssm.listCommands(invokedAfter: after).collect()
            .filter { $0.comment == Self.comment(action) }
    }

    /// Waits until each instance's invocation has ended, or the deadline has passed.
    ///
    /// Right after sending, SSM knows no invocation: that is a reason to wait, not a failure. A throttle or an outage while a
    /// command runs is one too; the last one before the deadline is thrown.
    func follow(_ commands: [String], on instances: Set<InstanceID>, until deadline: Date, now: @Sendable () -> Date)
        async throws -> [InstanceID: SSM.CommandInvocation]
    {
        var wait = Duration.milliseconds(250)
        while true {
            do {
                let found = try await invocations(of: commands).filter { instances.contains($0.key) }
                if found.count == instances.count, found.values.allSatisfy(\.status.isEnded) { return found }
                if now() >= deadline { return found }
            } catch let error as AWSError where error.isTransient && now() < deadline {}
            try await pause(wait)
            wait = min(wait * 2, .seconds(5))
        }
    }

    private func invocations(of commands: [String]) async throws -> [InstanceID: SSM.CommandInvocation] {
        var found: [InstanceID: SSM.CommandInvocation] = [:]
        for command in commands {
            for invocation in try await session.ssm.listCommandInvocations(commandID: command).collect() {
                if let id = InstanceID(invocation.instanceID) { found[id] = invocation }
            }
        }
        return found
    }

    /// The exit status and output of an invocation that has ended.
    func outcome(
        of invocation: SSM.CommandInvocation?, on instance: InstanceID, feedback: Feedback
    ) async throws -> CommandInvocation {
        guard let invocation else {
            return CommandInvocation(
                instance: instance, status: .indeterminate, statusDetails: "SSM shows no invocation", exitStatus: nil,
                standardOutput: "", standardError: "")
        }
        let output = try await session.ssm.getCommandInvocation(
            commandID: invocation.commandID, instanceID: invocation.instanceID)
        let keepsText = feedback == .output
        return CommandInvocation(
            instance: instance, status: Self.status(of: invocation),
            statusDetails: invocation.statusDetails ?? invocation.status.rawValue,
            exitStatus: output?.responseCode.flatMap { $0 < 0 ? nil : $0 },
            standardOutput: keepsText ? output?.standardOutputContent ?? "" : "",
            standardError: keepsText ? output?.standardErrorContent ?? "" : "")
    }

    /// One that hasn't ended by the deadline may still run: nobody can tell.
    private static func status(of invocation: SSM.CommandInvocation) -> CommandReceiptStatus {
        guard invocation.status.isEnded else { return .indeterminate }
        return invocation.status == .success ? .succeeded : .failed
    }
}
