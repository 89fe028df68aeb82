import Model

/// How a command goes to many instances, and how long that may take.
struct CommandDelivery {
    /// The most instances that one SendCommand takes by id.
    static let instancesPerCommand = 50
    /// Seconds within which SSM must have started a command on an instance that is online.
    static let startSeconds = 600
    /// The longest that a presigned URL can be valid, in seconds (Signature Version 4).
    private static let longestURLSeconds = 604_800

    let definition: CommandDefinition

    /// Seconds after which a command sent to so many instances must have ended on each: those that wait for their turn
    /// count, because `concurrency` lets only so many run at a time.
    func limitSeconds(of count: Int) -> Double {
        let turn = min(count, Self.instancesPerCommand)
        let atATime = definition.concurrency.map { min(max(1, turn), $0.resolved(of: turn)) } ?? max(1, turn)
        let turns = (turn + atATime - 1) / atATime
        return Double(Self.startSeconds) + Double(max(1, turns)) * Double(definition.timeoutSeconds) + 60
    }

    /// Seconds for which the URL of the script must be valid.
    func urlSeconds(of count: Int) -> Int {
        min(Self.longestURLSeconds, Int(limitSeconds(of: count).rounded(.up)))
    }
}
