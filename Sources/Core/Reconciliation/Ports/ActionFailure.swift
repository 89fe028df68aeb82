/// Why an action failed, and what follows from it.
public struct ActionFailure: Error, Hashable, Codable, Sendable, CustomStringConvertible {
    /// What happened, to what.
    public var message: String
    /// Why, in the words of whoever said no; may be empty.
    public var cause: String
    /// What a person can do next; may be empty.
    public var advice: String
    /// Whether to try again.
    public var disposition: Disposition
    /// What is known of the effect.
    public var effect: Effect

    /// A failure from its parts.
    public init(
        message: String, cause: String = "", advice: String = "", disposition: Disposition, effect: Effect = .none
    ) {
        self.message = message
        self.cause = cause
        self.advice = advice
        self.disposition = disposition
        self.effect = effect
    }

    /// Whether to try again.
    public enum Disposition: Hashable, Codable, Sendable {
        /// Time may mend it: look again after so many seconds.
        case retry(afterSeconds: Int)
        /// Nothing changes until a person acts or a new commit comes.
        case stalled
    }

    /// What is known of the effect.
    public enum Effect: String, Hashable, Codable, Sendable {
        /// There was none.
        case none
        /// There was one, but not the whole; the next look shows what is left to do.
        case partial
        /// The answer was lost: there may have been one.
        case unknown
    }

    /// Message, cause and advice on one line.
    public var description: String {
        message + (cause.isEmpty ? "" : ": \(cause)") + (advice.isEmpty ? "" : " (\(advice))")
    }
}
