/// How patient a client is: the "standard" mode of the SDKs.
public struct RetryPolicy: Hashable, Sendable {
    /// How often a request is sent at most.
    public var maximumAttempts: Int
    /// The longest wait before another attempt, in seconds, unless AWS asks for a longer one.
    public var longestBackoff: Double

    /// A policy; three attempts and 20 s unless told otherwise.
    public init(maximumAttempts: Int = 3, longestBackoff: Double = 20) {
        self.maximumAttempts = max(1, maximumAttempts)
        self.longestBackoff = longestBackoff
    }

    /// The wait after the n-th attempt failed: full jitter, `rand · min(2^(n−1), 20)` s, or what AWS asked for if that
    /// is longer, up to a minute.
    func backoff(afterAttempt attempt: Int, random: Double, asked: Duration?) -> Duration {
        var ceiling = 1.0
        for _ in 1..<max(1, attempt) where ceiling < longestBackoff { ceiling *= 2 }
        let own = Duration.seconds(random * min(ceiling, longestBackoff))
        return max(own, min(asked ?? .zero, .seconds(60)))
    }
}
