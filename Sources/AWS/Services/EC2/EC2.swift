/// EC2, as far as tend uses it. Every operation is one account's in one region: those of the client.
public struct EC2: Sendable {
    let client: AWSClient

    /// EC2 through a client.
    public init(client: AWSClient) {
        self.client = client
    }

    /// A form for an operation.
    func form(_ operation: String) -> QueryForm {
        QueryForm(action: operation, service: .ec2)
    }
}
