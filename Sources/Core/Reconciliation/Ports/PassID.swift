import FoundationEssentials
import Model

/// One observe-plan-act round, named by its plan: the first sixteen digits of the plan's digest and the second it was made.
public struct PassID: Hashable, Codable, Sendable, CustomStringConvertible {
    /// The id as it is stored and shown.
    public var text: String

    /// The pass that a plan began.
    init(plan digest: ContentDigest, at now: Date) {
        text = "\(digest.text.prefix(16))-\(Int64(now.timeIntervalSince1970))"
    }

    /// A pass by its id.
    public init(_ text: String) { self.text = text }

    /// The id.
    public var description: String { text }

    /// Reads a plain string.
    public init(from decoder: any Decoder) throws {
        text = try decoder.singleValueContainer().decode(String.self)
    }

    /// Writes a plain string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
