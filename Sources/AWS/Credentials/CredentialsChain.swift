/// The usual places, one after the other; the first that is set up wins.
///
/// A place that is set up and fails ends the search: tend never acts under another identity than the one that was
/// meant.
public final class CredentialsChain: AWSCredentialsProvider {
    private let sources: [any CredentialsSource]

    /// The chain of a session.
    /// - Parameters:
    ///   - session: The environment, files and connections to use.
    ///   - profile: A profile that was asked for by name, which goes before the environment's keys. One that
    ///     `AWS_PROFILE` names comes after them, as in the AWS CLI.
    public convenience init(session: AWSSession, profile: String? = nil) {
        let profiles = ProfileSource(session: session, profile: profile)
        guard profile == nil else {
            self.init(sources: [profiles])
            return
        }
        self.init(sources: [
            EnvironmentSource(session.environment), profiles,
            PendingSource(
                "web identity", session.environment, ["AWS_WEB_IDENTITY_TOKEN_FILE"]),
            PendingSource(
                "container", session.environment,
                ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"]),
            PendingSource("instance profile", session.environment, []),
        ])
    }

    init(sources: [any CredentialsSource]) {
        self.sources = sources
    }

    /// The credentials of the first source that has any.
    public func credentials() async throws(CredentialsError) -> AWSCredentials {
        var tried: [CredentialsError.Answer] = []
        for source in sources {
            switch try await source.find() {
            case .credentials(let credentials): return credentials
            case .none(let said): tried.append(.init(source: source.name, said: said))
            }
        }
        throw CredentialsError("no AWS credentials were found; these places were looked at:", tried: tried)
    }

    /// Tells every source.
    public func discard(_ credentials: AWSCredentials) async {
        for source in sources { await source.discard(credentials) }
    }
}

/// A place of the chain that this version can't use yet; it says so instead of being passed over in silence.
struct PendingSource: CredentialsSource {
    let name: String
    private let environment: AWSEnvironment
    private let variables: [String]

    init(_ name: String, _ environment: AWSEnvironment, _ variables: [String]) {
        self.name = name
        self.environment = environment
        self.variables = variables
    }

    func find() async throws(CredentialsError) -> FoundCredentials {
        if let variable = variables.first(where: { environment.value($0) != nil }) {
            throw CredentialsError(
                "\(variable) is set, but this version can't use \(name) credentials; set AWS_ACCESS_KEY_ID and "
                    + "AWS_SECRET_ACCESS_KEY, or a profile, instead")
        }
        return .none(
            variables.isEmpty ? "not supported by this version" : "\(variables.joined(separator: ", ")) not set")
    }
}
