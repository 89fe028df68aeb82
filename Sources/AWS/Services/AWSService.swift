/// What is particular to a service of AWS, from its service model.
public struct AWSService: Hashable, Sendable {
    /// The name in endpoints and, where `signingName` doesn't differ, in signatures, such as `ec2`.
    public var endpointPrefix: String
    /// The name in signatures.
    public var signingName: String
    /// How people write it, such as `CloudFormation`.
    public var name: String
    /// What follows `AWS_ENDPOINT_URL_` in the variable that sets its endpoint.
    public var variableSuffix: String
    /// How requests and answers are written.
    public var wire: WireProtocol

    /// How requests and answers are written.
    public enum WireProtocol: Hashable, Sendable {
        /// A form in the request, XML in the answer; lists are flat.
        case ec2Query(version: String)
        /// A form in the request, XML in the answer, in an element named after the operation.
        case query(version: String)
        /// JSON both ways, the operation in a header.
        case json(version: String, target: String)
        /// A path, headers and a body.
        case restXML
    }

    static let ec2 = AWSService("ec2", "EC2", "EC2", .ec2Query(version: "2016-11-15"))
    static let sts = AWSService("sts", "STS", "STS", .query(version: "2011-06-15"))
    static let cloudFormation = AWSService(
        "cloudformation", "CloudFormation", "CLOUDFORMATION", .query(version: "2010-05-15"))
    static let ssm = AWSService("ssm", "SSM", "SSM", .json(version: "1.1", target: "AmazonSSM"))
    static let dynamoDB = AWSService(
        "dynamodb", "DynamoDB", "DYNAMODB", .json(version: "1.0", target: "DynamoDB_20120810"))
    static let s3 = AWSService("s3", "S3", "S3", .restXML)

    private init(_ prefix: String, _ name: String, _ suffix: String, _ wire: WireProtocol) {
        endpointPrefix = prefix
        signingName = prefix
        self.name = name
        variableSuffix = suffix
        self.wire = wire
    }
}
