import FoundationEssentials
import Logging
import XML

/// STS: who the caller is, and temporary credentials of a role.
public struct STS: Sendable {
    let client: AWSClient

    /// STS through a client.
    public init(client: AWSClient) {
        self.client = client
    }

    /// Who a set of credentials belongs to.
    public struct CallerIdentity: Hashable, Sendable {
        /// The account, 12 digits.
        public var account: String
        /// Such as `arn:aws:sts::222222222222:assumed-role/tend-deploy/tend`.
        public var arn: String
        /// AWS's own id of the user or session.
        public var userID: String
    }

    /// Says whose credentials the client has. No permission is needed for it.
    public func getCallerIdentity() async throws(AWSError) -> CallerIdentity {
        let form = QueryForm(action: "GetCallerIdentity", service: .sts)
        return try await client.send(form) { xml throws(XMLError) in
            var account: String?
            var arn: String?
            var user: String?
            try xml.forEachChild { name throws(XMLError) in
                switch name {
                case "Account": account = try xml.text()
                case "Arn": arn = try xml.text()
                case "UserId": user = try xml.text()
                default: break
                }
            }
            return CallerIdentity(
                account: try xml.require(account, "Account", in: "GetCallerIdentityResult"),
                arn: try xml.require(arn, "Arn", in: "GetCallerIdentityResult"), userID: user ?? "")
        }
    }

    /// What AssumeRole needs to know.
    public struct AssumeRoleRequest: Hashable, Sendable {
        /// The role.
        public var roleARN: String
        /// 2 to 64 letters, digits or `+=,.@-_`; it shows in CloudTrail.
        public var sessionName: String
        /// What the role's trust policy may ask for.
        public var externalID: String?
        /// 900 to 43,200 s; `nil` for an hour. A role assumed with a role's credentials gets an hour at most, and
        /// asking for more fails.
        public var durationSeconds: Int?

        /// A request from its parts.
        public init(roleARN: String, sessionName: String, externalID: String? = nil, durationSeconds: Int? = nil) {
            self.roleARN = roleARN
            self.sessionName = sessionName
            self.externalID = externalID
            self.durationSeconds = durationSeconds
        }
    }

    /// A role's session.
    public struct AssumedRole: Sendable {
        /// Its credentials.
        public var credentials: AWSCredentials
        /// The session's ARN.
        public var arn: String
    }

    /// Begins a session of a role.
    public func assumeRole(_ request: AssumeRoleRequest) async throws(AWSError) -> AssumedRole {
        try check(request)
        var form = QueryForm(action: "AssumeRole", service: .sts)
        form.add("RoleArn", request.roleARN)
        form.add("RoleSessionName", request.sessionName)
        form.add("ExternalId", request.externalID)
        form.add("DurationSeconds", request.durationSeconds)
        return try await client.send(form) { xml throws(XMLError) in try AssumedRole(xml) }
    }

    private func check(_ request: AssumeRoleRequest) throws(AWSError) {
        let name = request.sessionName.utf8
        guard (2...64).contains(name.count), name.allSatisfy(Self.isSessionNameByte) else {
            throw AWSError(
                .sts, "AssumeRole",
                .refused("the session name '\(request.sessionName)' must be 2 to 64 letters, digits or +=,.@-_"))
        }
        if let seconds = request.durationSeconds, !(900...43_200).contains(seconds) {
            throw AWSError(
                .sts, "AssumeRole", .refused("a session of \(seconds) s; STS gives 900 to 43,200 s"))
        }
    }

    static func isSessionNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "+=,.@-_".utf8.contains(byte)
        }
    }
}

extension STS.AssumedRole {
    init(_ xml: XMLReader) throws(XMLError) {
        var credentials: AWSCredentials?
        var arn = ""
        try xml.forEachChild { name throws(XMLError) in
            switch name {
            case "Credentials": credentials = try AWSCredentials(xml)
            case "AssumedRoleUser": arn = try xml.child("Arn") ?? ""
            default: break
            }
        }
        self.init(credentials: try xml.require(credentials, "Credentials", in: "AssumeRoleResult"), arn: arn)
    }
}

extension AWSCredentials {
    /// Reads STS's `Credentials`.
    init(_ xml: XMLReader) throws(XMLError) {
        var id: String?
        var secret: String?
        var token: String?
        var expiration: Date?
        try xml.forEachChild { name throws(XMLError) in
            switch name {
            case "AccessKeyId": id = try xml.text()
            case "SecretAccessKey": secret = try xml.text()
            case "SessionToken": token = try xml.text()
            case "Expiration": expiration = try xml.date()
            default: break
            }
        }
        self.init(
            accessKeyID: try xml.require(id, "AccessKeyId", in: "Credentials"),
            secretAccessKey: Secret(try xml.require(secret, "SecretAccessKey", in: "Credentials")),
            sessionToken: Secret(try xml.require(token, "SessionToken", in: "Credentials")),
            expiration: try xml.require(expiration, "Expiration", in: "Credentials"))
    }
}
