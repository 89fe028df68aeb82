import FoundationEssentials

/// A tag on an instance that says which command it has had: `tend:command/<name>`.
///
/// It is written before the command is sent (`started`) and again when the outcome is known, so that a plan made anywhere
/// sees it, and so that a command whose outcome was lost is never sent a second time by mistake.
public struct CommandReceipt: Hashable, Codable, Sendable {
    /// What ran.
    public var digest: ContentDigest
    /// How it went.
    public var status: CommandReceiptStatus
    /// When that became known, in whole seconds.
    public var at: Date
    /// The action that sent it; it is also in the command's `Comment`.
    public var action: ActionID

    /// A receipt from its parts.
    public init(digest: ContentDigest, status: CommandReceiptStatus, at: Date, action: ActionID) {
        self.digest = digest
        self.status = status
        self.at = Date(timeIntervalSince1970: at.timeIntervalSince1970.rounded(.down))
        self.action = action
    }

    /// Reads the value of a tag; `nil` when it isn't one of ours, which counts as unknown and never as "not had".
    public init?(tagValue: String) {
        let words = tagValue.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard words.count == 4, let digest = ContentDigest(words[0]),
            let status = CommandReceiptStatus(rawValue: words[1]), let seconds = Int64(words[2]),
            Self.plausibleSeconds.contains(seconds), let action = ActionID(words[3])
        else { return nil }
        self.init(
            digest: digest, status: status, at: Date(timeIntervalSince1970: Double(seconds)), action: action)
    }

    /// The years 1970 to 9999: anybody can write a tag, and a number beyond them has no date.
    private static let plausibleSeconds: ClosedRange<Int64> = 0...253_402_300_799

    /// The value of the tag: digest, status, seconds since 1970 and action id, with a space between; at most 130 of the
    /// 256 characters that EC2 allows, all from the portable alphabet.
    public var tagValue: String {
        "\(digest) \(status.rawValue) \(Int64(at.timeIntervalSince1970)) \(action)"
    }
}

/// How a command went on an instance.
public enum CommandReceiptStatus: String, Hashable, Codable, Sendable {
    /// About to be sent, or sent; its outcome is not known yet.
    case started
    /// It ended with exit status 0.
    case succeeded
    /// It ended otherwise, or didn't end in time, or never reached the instance.
    case failed
    /// It may or may not have run, and AWS no longer says.
    case indeterminate
}
