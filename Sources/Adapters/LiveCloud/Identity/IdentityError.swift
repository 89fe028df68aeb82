/// Why it can't be told who to be.
public enum IdentityError: Error, Sendable, Hashable, CustomStringConvertible {
    /// `USER_RUNTIME_NAME` names no runtime.
    case unknownRuntime(String)
    /// `tend.yaml` doesn't name the environment's class.
    case unknownEnvironment(String)
    /// The session is in another account than the files say.
    case wrongAccount(environment: String, wanted: String, got: String, arn: String, source: String)

    /// What is wrong, and what to do.
    public var description: String {
        switch self {
        case .unknownRuntime(let name):
            "USER_RUNTIME_NAME is '\(name)'; it must be one of "
                + Runtime.allCases.map(\.rawValue).joined(separator: ", ")
        case .unknownEnvironment(let name): "tend.yaml has no entry for \(name) under 'environments'"
        case .wrongAccount(let environment, let wanted, let got, let arn, let source):
            "\(environment) must be in account \(wanted), but \(source) leads to account \(got) (\(arn)); "
                + "nothing is read or done there. Name a role in \(wanted): 'role' in tend.yaml, or "
                + "\(environment.uppercased())_IAM_ROLE_ARN"
        }
    }
}
