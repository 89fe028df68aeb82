import HTTPClient

/// What the clients of one process share: the environment, the connections, the counts.
public struct AWSSession: Sendable {
    /// What the process's variables say.
    public let environment: AWSEnvironment
    /// Counts the calls of all clients.
    public let calls: CallCounter

    let http: HTTPClient
    let clock: AWSClock

    /// A session.
    /// - Parameters:
    ///   - environment: What the process's variables say.
    ///   - http: Connections to share; `nil` makes a client with the environment's certificate authorities.
    ///   - calls: May be shared with another session.
    ///   - clock: The time, waiting and chance.
    public init(
        environment: AWSEnvironment, http: HTTPClient? = nil, calls: CallCounter = CallCounter(),
        clock: AWSClock = .system
    ) {
        self.environment = environment
        self.calls = calls
        self.clock = clock
        self.http =
            http
            ?? HTTPClient(configuration: .init(certificateAuthorityFile: environment.certificateAuthorityFile))
    }

    /// A client with the process's own identity, or a profile's.
    /// - Parameters:
    ///   - region: The region of its calls.
    ///   - profile: A profile to use whatever keys the environment has; `nil` for the usual chain.
    public func client(region: String, profile: String? = nil) -> AWSClient {
        client(region: region, credentials: CredentialsChain(session: self, profile: profile))
    }

    /// A client with given credentials.
    public func client(region: String, credentials: any AWSCredentialsProvider) -> AWSClient {
        AWSClient(
            region: region, credentials: credentials, http: http, endpoints: environment.endpoints,
            retry: environment.retry, calls: calls, clock: clock)
    }

    /// A client that acts in a role. The role is assumed at the first call and again before its session ends. It never
    /// falls back to the identity that assumes it.
    /// - Parameters:
    ///   - role: The role.
    ///   - base: Who assumes it.
    ///   - region: The region of its calls; `nil` for that of `base`.
    public func client(assuming role: RoleSettings, from base: AWSClient, region: String? = nil) -> AWSClient {
        client(
            region: region ?? base.region,
            credentials: RefreshingCredentials(AssumedRoleSource(role: role, sts: STS(client: base)), clock: clock))
    }
}
