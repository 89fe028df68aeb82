/// Whether a request may be sent again when it may already have been done.
enum Repetition: Sendable {
    /// Twice is as good as once: reads, idempotent writes, writes with a token.
    case safe
    /// Twice would have an effect twice, or would take the first's effect for somebody else's.
    case unsafe
}

/// One operation of a service, ready to be addressed and signed.
struct AWSCall: Sendable {
    var service: AWSService
    var operation: String
    var repetition = Repetition.safe
    var method = "POST"
    /// Only for S3: the bucket, which goes into the host or the path.
    var bucket: String?
    /// Not encoded, without the endpoint's own path.
    var path = "/"
    var headers: [(name: String, value: String)] = []
    var body: [UInt8] = []
}

/// One operation of a service whose requests are paths.
struct RESTCall: Sendable {
    var service: AWSService
    var operation: String
    var method: String
    var bucket: String
    var key: String?
    var repetition = Repetition.safe
    var headers: [(name: String, value: String)] = []
    var body: [UInt8] = []

    init(service: AWSService, operation: String, method: String, bucket: String, key: String?) {
        self.service = service
        self.operation = operation
        self.method = method
        self.bucket = bucket
        self.key = key
    }

    var call: AWSCall {
        AWSCall(
            service: service, operation: operation, repetition: repetition, method: method, bucket: bucket,
            path: key.map { "/\($0)" } ?? "/", headers: headers, body: body)
    }
}
