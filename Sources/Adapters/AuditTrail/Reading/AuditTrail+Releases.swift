import Model

extension AuditTrail {
    /// The releases of an environment, oldest first.
    public func releases(of environment: EnvironmentName) throws(AuditTrailError) -> [Release] {
        let purpose = "read the releases of \(environment)"
        return try with(purpose) { try ReleaseReading(path: path, purpose: purpose).all(of: environment, in: $0) }
    }

    /// The newest release of an environment; nil before the first.
    public func latestRelease(of environment: EnvironmentName) throws(AuditTrailError) -> Release? {
        let purpose = "read the latest release of \(environment)"
        return try with(purpose) { try ReleaseReading(path: path, purpose: purpose).latest(of: environment, in: $0) }
    }

    /// A release by its number; nil if the environment has none of that number.
    public func release(_ number: Int, of environment: EnvironmentName) throws(AuditTrailError) -> Release? {
        let purpose = "read release \(number) of \(environment)"
        return try with(purpose) {
            try ReleaseReading(path: path, purpose: purpose).release(number, of: environment, in: $0)
        }
    }

    /// What a rollback from the newest release goes back to; nil if there is nothing before it.
    ///
    /// A release is only ever cut of a healthy environment, so it is the one before, with two exceptions. From a release that
    /// restores an earlier one it is what came before *that* one: a second rollback goes on backwards and doesn't return to
    /// what the first left. And a release with the same content as the newest one would change nothing.
    public func releaseBeforeLatest(of environment: EnvironmentName) throws(AuditTrailError) -> Release? {
        Self.rollbackTarget(among: try releases(of: environment))
    }

    /// See ``releaseBeforeLatest(of:)``; `releases` are oldest first.
    static func rollbackTarget(among releases: [Release]) -> Release? {
        guard let latest = releases.last else { return nil }
        let numbered = Dictionary(releases.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
        var candidate = latest
        while true {
            // Numbers only ever go down here, so this ends whatever a file says.
            if let restored = candidate.restores, restored < candidate.number, let original = numbered[restored] {
                candidate = original
                if candidate.content != latest.content { return candidate }
                continue
            }
            guard candidate.number > 1, let before = numbered[candidate.number - 1] else { return nil }
            if before.content != latest.content { return before }
            candidate = before
        }
    }
}
