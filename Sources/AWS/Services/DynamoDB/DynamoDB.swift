/// DynamoDB, as far as tend uses it.
public struct DynamoDB: Sendable {
    let client: AWSClient

    /// DynamoDB through a client.
    public init(client: AWSClient) {
        self.client = client
    }
}
