import AWS
import FoundationEssentials
import Model

/// Opens the session of a class of environments: chooses who to be, becomes it, and checks where that leads.
public struct SessionOpener: Sendable {
    private let aws: AWSSession
    private let variables: [String: String]
    private let runtime: Runtime
    private let sessionName: String

    /// An opener for a process.
    /// - Parameters:
    ///   - aws: Connections and counts to share.
    ///   - variables: The process's environment variables.
    ///   - sessionName: What shows in CloudTrail as the name of assumed roles' sessions.
    /// - Throws: When `USER_RUNTIME_NAME` names no runtime.
    public init(
        aws: AWSSession, variables: [String: String], sessionName: String = "tend"
    ) throws(IdentityError) {
        self.aws = aws
        self.variables = variables
        self.sessionName = sessionName
        runtime = try Runtime.recognised(in: variables)
    }

    /// Opens a session. A role that leads to another account than the file says is an error; nothing else is tried then.
    public func open(
        _ environmentClass: EnvironmentClass, _ settings: EnvironmentSettings, _ region: RegionName
    ) async throws -> AccountSession {
        let choice = RoleChoice.choose(environmentClass, settings, runtime: runtime, variables: variables)
        let client = client(for: choice, region)
        let identity = try await STS(client: client).getCallerIdentity()
        guard identity.account == settings.account.text else {
            throw IdentityError.wrongAccount(
                environment: environmentClass.text, wanted: settings.account.text, got: identity.account,
                arn: identity.arn, source: choice.source)
        }
        return AccountSession(
            account: settings.account, region: region, arn: identity.arn, source: choice.source, client: client)
    }

    private func client(for choice: RoleChoice, _ region: RegionName) -> AWSClient {
        switch choice {
        case .role(let arn, let externalID, _):
            aws.client(
                assuming: RoleSettings(roleARN: arn, sessionName: sessionName, externalID: externalID),
                from: aws.client(region: region.text))
        case .profile(let name, _): aws.client(region: region.text, profile: name)
        case .ambient: aws.client(region: region.text)
        }
    }
}
