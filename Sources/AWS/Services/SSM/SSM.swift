/// Systems Manager: commands on instances, and parameters.
public struct SSM: Sendable {
    let client: AWSClient

    /// SSM through a client.
    public init(client: AWSClient) {
        self.client = client
    }

    func refusal(_ operation: String, _ why: String) -> AWSError {
        AWSError(.ssm, operation, .refused(why))
    }
}
