import FoundationEssentials

/// Temporary credentials that are renewed before they end.
///
/// From 15 minutes before the end they are renewed while the old ones are still given out; from 10 minutes before it
/// everybody waits for new ones. Sessions shorter than an hour have shorter windows, a quarter and a sixth of their
/// length, as else a session of 15 minutes would be renewed at every call. One renewal runs at a time; it belongs to no
/// caller, so that a cancelled one harms no other. A failure is never kept.
public actor RefreshingCredentials: AWSCredentialsProvider {
    /// Gets new credentials.
    public typealias Load = @Sendable () async throws(CredentialsError) -> AWSCredentials

    private let load: Load
    private let clock: AWSClock
    private var current: AWSCredentials?
    private var loadedAt: Date?
    private var renewal: Task<Result<AWSCredentials, CredentialsError>, Never>?
    /// After a failure in the advisory window the next try has to wait for this.
    private var quietUntil: Date?

    private static let advisory: TimeInterval = 15 * 60
    private static let mandatory: TimeInterval = 10 * 60
    private static let quiet: TimeInterval = 30

    /// Credentials that are loaded at the first need.
    public init(clock: AWSClock = .system, load: @escaping Load) {
        self.clock = clock
        self.load = load
    }

    /// Credentials that last for some minutes more.
    public func credentials() async throws(CredentialsError) -> AWSCredentials {
        let now = clock.now()
        if let current {
            guard let expiration = current.expiration else { return current }
            let left = expiration.timeIntervalSince(now)
            let length = loadedAt.map { expiration.timeIntervalSince($0) } ?? 0
            if left > min(Self.advisory, length / 4) { return current }
            if left > min(Self.mandatory, length / 6) {
                if now >= quietUntil ?? now { _ = renew() }
                return current
            }
        }
        return try await renew().value.get()
    }

    /// Forgets these, if they are still the ones given out.
    public func discard(_ credentials: AWSCredentials) {
        if current == credentials { current = nil }
    }

    /// The renewal that is running, or a new one.
    private func renew() -> Task<Result<AWSCredentials, CredentialsError>, Never> {
        if let renewal { return renewal }
        let load = load
        let task = Task { () -> Result<AWSCredentials, CredentialsError> in
            let result: Result<AWSCredentials, CredentialsError>
            do throws(CredentialsError) {
                result = .success(try await load())
            } catch {
                result = .failure(error)
            }
            self.finish(result)
            return result
        }
        renewal = task
        return task
    }

    private func finish(_ result: Result<AWSCredentials, CredentialsError>) {
        renewal = nil
        switch result {
        case .success(let credentials):
            current = credentials
            loadedAt = clock.now()
            quietUntil = nil
        case .failure:
            quietUntil = clock.now() + Self.quiet
        }
    }
}
