import Model

/// Something in the desired state that is wrong, or that the writer should know.
public struct Finding: Hashable, Sendable {
    /// How much it matters.
    public enum Severity: String, Hashable, Sendable {
        /// The files can't be used; whatever was in force stays in force.
        case error
        /// The files can be used.
        case warning
    }

    /// Another place that has to do with a finding.
    public struct Note: Hashable, Sendable {
        /// Where it is.
        public var place: SourcePlace
        /// What is there.
        public var message: String
    }

    /// How much it matters.
    public var severity: Severity
    /// Where it is.
    public var place: SourcePlace
    /// What it is.
    public var reason: FindingReason
    /// Other places that have to do with it.
    public var notes: [Note]
    /// The line of the file that it is in; `nil` where there is no line, as for a file that is missing.
    public var sourceLine: String?

    /// What is wrong and what would be right, in one line.
    public var message: String { reason.message }

    /// As a compiler writes it: `environments/prd.yaml:7:5: error: unknown key 'replcias'; did you mean 'replicas'?`
    public var summary: String { "\(place): \(severity.rawValue): \(message)" }
}
