/// One place where credentials may be found.
protocol CredentialsSource: Sendable {
    /// How people call it, such as `environment variables`.
    var name: String { get }
    /// Looks there. What is set but can't be used is an error: to go on to another identity would be worse than to
    /// stop.
    func find() async throws(CredentialsError) -> FoundCredentials
    /// Says that AWS holds these for expired.
    func discard(_ credentials: AWSCredentials) async
}

extension CredentialsSource {
    func discard(_ credentials: AWSCredentials) async {}
}

/// What a source has.
enum FoundCredentials: Sendable {
    case credentials(AWSCredentials)
    /// Nothing is set there; why, as a clause.
    case none(String)
}
