import Model

/// How an environment's account is entered.
public enum RoleChoice: Hashable, Sendable {
    /// By assuming a role with the ambient identity.
    case role(arn: String, externalID: String?, source: String)
    /// By a named profile of the AWS configuration files.
    case profile(name: String, source: String)
    /// With the ambient identity, if it is in the right account.
    case ambient(source: String)

    /// Where the choice came from, for people.
    public var source: String {
        switch self {
        case .role(_, _, let source), .profile(_, let source), .ambient(let source): source
        }
    }

    /// Chooses: the file's `role`; else `<CLASS>_IAM_ROLE_ARN`; else, on a person's machine, the `profile`; else the
    /// ambient identity.
    public static func choose(
        _ environmentClass: EnvironmentClass, _ settings: EnvironmentSettings, runtime: Runtime,
        variables: [String: String]
    ) -> RoleChoice {
        if let role = settings.role {
            return .role(
                arn: role, externalID: settings.externalID, source: "role \(role) of \(settings.place.file)")
        }
        let variable = "\(environmentClass.text.uppercased())_IAM_ROLE_ARN"
        if let role = variables[variable], !role.isEmpty {
            return .role(arn: role, externalID: settings.externalID, source: "role \(role) of \(variable)")
        }
        if runtime == .local, let profile = settings.profile {
            return .profile(name: profile, source: "profile \(profile) of \(settings.place.file)")
        }
        let profile =
            settings.profile.map { "; profile \($0) is for local runs, and this is \(runtime.rawValue)" } ?? ""
        return .ambient(source: "the ambient identity (no role in \(settings.place.file), no \(variable)\(profile))")
    }
}
