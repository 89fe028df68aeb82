/// A role and how to assume it.
public struct RoleSettings: Hashable, Sendable {
    /// The role.
    public var roleARN: String
    /// What shows in CloudTrail.
    public var sessionName: String
    /// What the role's trust policy may ask for.
    public var externalID: String?
    /// 900 to 43,200 s; `nil` for an hour, the most that a role assumed from a role gets.
    public var durationSeconds: Int?

    /// Settings from their parts.
    public init(
        roleARN: String, sessionName: String = "tend", externalID: String? = nil, durationSeconds: Int? = nil
    ) {
        self.roleARN = roleARN
        self.sessionName = sessionName
        self.externalID = externalID
        self.durationSeconds = durationSeconds
    }
}

/// Assumes a role, a new session each time it is asked.
struct AssumedRoleSource: Sendable {
    var role: RoleSettings
    var sts: STS

    func load() async throws(CredentialsError) -> AWSCredentials {
        do {
            var credentials = try await sts.assumeRole(
                .init(
                    roleARN: role.roleARN, sessionName: role.sessionName, externalID: role.externalID,
                    durationSeconds: role.durationSeconds)
            ).credentials
            credentials.source = "role \(role.roleARN)"
            return credentials
        } catch {
            throw CredentialsError(
                "the role \(role.roleARN) can't be assumed: \(error)", isTransient: error.isTransient)
        }
    }
}

extension RefreshingCredentials {
    init(_ source: AssumedRoleSource, clock: AWSClock) {
        self.init(clock: clock) { () throws(CredentialsError) in try await source.load() }
    }
}
