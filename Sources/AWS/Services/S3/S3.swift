/// S3, as far as tend uses it.
public struct S3: Sendable {
    let client: AWSClient

    /// S3 through a client.
    public init(client: AWSClient) {
        self.client = client
    }

    func call(
        _ operation: String, _ method: String, _ bucket: String, _ key: String? = nil
    ) throws(AWSError) -> RESTCall {
        guard !bucket.isEmpty, !bucket.contains("/") else {
            throw AWSError(.s3, operation, .refused("'\(bucket)' is no bucket's name"))
        }
        if let key, key.isEmpty { throw AWSError(.s3, operation, .refused("the key is empty")) }
        return RESTCall(service: .s3, operation: operation, method: method, bucket: bucket, key: key)
    }
}
