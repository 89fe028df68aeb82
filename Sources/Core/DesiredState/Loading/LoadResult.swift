import Model

/// What came of loading a desired state.
public struct LoadResult: Sendable {
    /// The state; `nil` when there is any error among the findings.
    public let state: DesiredState?
    /// Everything found, by file and place.
    public let findings: [Finding]

    /// The findings as people and programs read them.
    public var report: FindingReport { FindingReport(findings) }
}
