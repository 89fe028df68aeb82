import AWS
import AuditTrail
import FoundationEssentials
import ImageBuild
import LiveCloud
import Model
import Reconciliation

/// The real world, put together: the one place where adapters are chosen.
public struct World: Sendable {
    /// The calls to AWS, counted.
    public let calls: CallCounter
    /// The ways into the accounts.
    public let sessions: SessionBook
    /// AWS.
    public let cloud: LiveCloud

    private let variables: [String: String]

    /// The world of a process.
    /// - Parameter variables: Its environment variables.
    /// - Throws: When the variables contradict themselves, such as a runtime that doesn't exist.
    public init(variables: [String: String]) throws {
        let aws = AWSSession(environment: AWSEnvironment(variables))
        let opener = try SessionOpener(aws: aws, variables: variables)
        self.variables = variables
        calls = aws.calls
        sessions = SessionBook { try await opener.open($0, $1, $2) }
        cloud = LiveCloud(sessions: sessions)
    }

    /// A reconciler that acts on AWS, with a record in the trail and one writer for each environment.
    /// - Parameters:
    ///   - stateDirectory: Where lock files and builds are.
    ///   - progress: Called with each line that packer shows.
    public func reconciler(
        project: Project, trail: AuditTrail, stateDirectory: String, actor: Actor, purpose: String,
        progress: (@Sendable (String) -> Void)? = nil,
        report: @escaping @Sendable (ReconcilerEvent) -> Void
    ) -> Reconciler {
        Reconciler(
            ports: Reconciler.Ports(
                cloud: cloud, builder: builder(project, stateDirectory, progress), journal: trail,
                leases: FileLeases(directory: stateDirectory, project: project.name), clock: SystemClock()),
            actor: actor, purpose: purpose, report: report)
    }

    private func builder(
        _ project: Project, _ stateDirectory: String, _ progress: (@Sendable (String) -> Void)?
    ) -> PackerImageBuilder {
        let path = variables["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
        return PackerImageBuilder(workDirectory: "\(stateDirectory)/builds", path: path, progress: progress) {
            try await packerVariables(project)
        }
    }

    /// What packer finds in its environment: the devops account's credentials of this moment, and nothing else of ours.
    private func packerVariables(_ project: Project) async throws -> [String: String] {
        let session = try await sessions.session(for: .devops, of: project)
        let credentials = try await session.client.credentials.credentials()
        var packer = [
            "AWS_ACCESS_KEY_ID": credentials.accessKeyID,
            "AWS_SECRET_ACCESS_KEY": credentials.secretAccessKey.reveal(), "AWS_REGION": session.region.text,
            "AWS_DEFAULT_REGION": session.region.text,
        ]
        if let token = credentials.sessionToken { packer["AWS_SESSION_TOKEN"] = token.reveal() }
        for name in ["AWS_ENDPOINT_URL", "AWS_CA_BUNDLE", "HTTPS_PROXY", "NO_PROXY"] {
            if let value = variables[name], !value.isEmpty { packer[name] = value }
        }
        return packer
    }
}
