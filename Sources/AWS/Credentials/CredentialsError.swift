/// Why there are no credentials. It never holds a secret.
public struct CredentialsError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What a source of credentials said.
    public struct Answer: Hashable, Sendable {
        /// The source, such as `environment variables`.
        public var source: String
        /// Why it has none, as a clause.
        public var said: String
    }

    /// What is wrong, as a sentence without its full stop.
    public var problem: String
    /// The sources that were asked in vain, in order.
    public var tried: [Answer]
    /// Whether it is likely to pass on its own.
    public var isTransient: Bool

    /// An error from its parts.
    public init(_ problem: String, tried: [Answer] = [], isTransient: Bool = false) {
        self.problem = problem
        self.tried = tried
        self.isTransient = isTransient
    }

    /// What is wrong, and a line for each source that was asked.
    public var description: String {
        tried.isEmpty ? problem : problem + tried.map { "\n    \($0.source): \($0.said)" }.joined()
    }
}
