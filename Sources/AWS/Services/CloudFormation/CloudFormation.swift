/// CloudFormation, as far as tend uses it.
public struct CloudFormation: Sendable {
    let client: AWSClient

    /// CloudFormation through a client.
    public init(client: AWSClient) {
        self.client = client
    }

    func form(_ operation: String) -> QueryForm {
        QueryForm(action: operation, service: .cloudFormation)
    }

    func check(_ stack: String, _ operation: String) throws(AWSError) {
        guard !stack.isEmpty else {
            throw AWSError(.cloudFormation, operation, .refused("the stack's name is empty"))
        }
    }
}
