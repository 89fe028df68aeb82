import AWS
import FoundationEssentials
import Model

/// A way into one account that was checked: the services, with credentials that are known to be in that account.
public struct AccountSession: Sendable {
    /// The account, as STS named it.
    public let account: AccountID
    /// The region.
    public let region: RegionName
    /// Who the session is, such as `arn:aws:sts::222222222222:assumed-role/tend-deploy/tend`.
    public let arn: String
    /// Where its credentials came from, for people.
    public let source: String
    /// The client below the services.
    public let client: AWSClient

    var ec2: EC2 { EC2(client: client) }
    var ssm: SSM { SSM(client: client) }
    var s3: S3 { S3(client: client) }
    var cloudFormation: CloudFormation { CloudFormation(client: client) }
}
