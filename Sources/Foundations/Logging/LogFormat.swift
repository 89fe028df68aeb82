/// How an event becomes a line.
public enum LogFormat: String, Sendable, Hashable, CaseIterable {
    /// For a person: `2026-11-21T10:00:00.000Z notice  released environment=prd release=7`.
    case text
    /// One JSON object a line: `{"time":"…","level":"notice","message":"released","environment":"prd"}`.
    case json
}
