/// How much may be removed without being replaced, in one environment and pass.
public struct Limits: Hashable, Sendable {
    /// The most instances that may go, whatever the size of the fleet.
    public var terminationsMax: Int
    /// The most of an environment's instances that may go, in percent; at least one may always go.
    public var terminationsPercent: Int
    /// The most sandboxes that may be wanted at a time.
    public var sandboxesMax: Int
    /// The longest that a sandbox may be kept, in seconds.
    public var sandboxLongest: Int

    /// The limits of a project that sets none: 10 instances, 25 percent, 30 sandboxes of at most 30 days.
    public static let standard = Limits(
        terminationsMax: 10, terminationsPercent: 25, sandboxesMax: 30, sandboxLongest: 30 * 86_400)

    /// Limits from their parts.
    public init(terminationsMax: Int, terminationsPercent: Int, sandboxesMax: Int, sandboxLongest: Int) {
        self.terminationsMax = terminationsMax
        self.terminationsPercent = terminationsPercent
        self.sandboxesMax = sandboxesMax
        self.sandboxLongest = sandboxLongest
    }
}
