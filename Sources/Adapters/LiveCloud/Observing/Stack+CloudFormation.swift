import AWS
import Model

extension Stack {
    /// A stack as CloudFormation shows it; `nil` for one that is gone and still listed.
    init?(_ stack: CloudFormation.Stack) {
        let status = stack.status.rawValue
        guard status != "DELETE_COMPLETE" else { return nil }
        self.init(
            name: stack.name, phase: Self.phase(of: status), status: status,
            digest: stack.tags[TagKey.digest].flatMap(ContentDigest.init))
    }

    /// CloudFormation's statuses are words of a grammar: what was tried, then how it stands.
    private static func phase(of status: String) -> StackPhase {
        if status == "DELETE_IN_PROGRESS" { return .deleting }
        if status.hasSuffix("_IN_PROGRESS") { return .working }
        if status == "CREATE_COMPLETE" || status == "UPDATE_COMPLETE" { return .ready }
        return .failed
    }
}
