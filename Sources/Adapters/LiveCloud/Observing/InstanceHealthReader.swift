import AWS
import Model

/// Reads what EC2's checks and SSM say of instances.
struct InstanceHealthReader {
    let session: AccountSession

    /// The most ids in one call of either API's filter.
    private static let chunk = 100

    func statusChecks(of ids: [String]) async throws -> [String: StatusChecks] {
        var checks: [String: StatusChecks] = [:]
        for chunk in ids.chunked(by: Self.chunk) {
            for status in try await session.ec2.describeInstanceStatus(.ids(chunk)).collect() {
                checks[status.instanceID] = Self.verdict(status.instanceStatus, status.systemStatus)
            }
        }
        return checks
    }

    func agents(of ids: [String]) async throws -> [String: AgentStatus] {
        var agents: [String: AgentStatus] = [:]
        for chunk in ids.chunked(by: Self.chunk) {
            for information in try await session.ssm.describeInstanceInformation(instanceIDs: chunk).collect() {
                agents[information.instanceID] = information.pingStatus == .online ? .online : .offline
            }
        }
        return agents
    }

    private static func verdict(_ instance: EC2.CheckStatus, _ system: EC2.CheckStatus) -> StatusChecks {
        if instance == .impaired || system == .impaired { return .impaired }
        if instance == .ok && system == .ok { return .passed }
        return .initializing
    }
}

extension Array {
    /// The elements in runs of at most `size`, for calls that take no more.
    func chunked(by size: Int) -> [[Element]] {
        stride(from: 0, to: count, by: Swift.max(1, size)).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}
