import FoundationEssentials
import Logging

/// What requests are signed with. It prints without its secrets.
public struct AWSCredentials: Sendable, Equatable, CustomStringConvertible {
    /// Not secret: it is in every request.
    public var accessKeyID: String
    /// What signatures are made with.
    public var secretAccessKey: Secret
    /// What goes along with temporary credentials.
    public var sessionToken: Secret?
    /// When they end; `nil` for those of a user, which don't.
    public var expiration: Date?
    /// Where they came from, such as `environment variables` or `profile shop-stg`.
    public var source: String

    /// Credentials from their parts.
    public init(
        accessKeyID: String, secretAccessKey: Secret, sessionToken: Secret? = nil, expiration: Date? = nil,
        source: String = ""
    ) {
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        self.sessionToken = sessionToken
        self.expiration = expiration
        self.source = source
    }

    /// The id of the key and where it came from.
    public var description: String {
        let end = expiration.map { ", until \(AWSTimestamp.extended($0))" } ?? ""
        return "\(accessKeyID)\(source.isEmpty ? "" : " from \(source)")\(end)"
    }
}

/// Has credentials, and gets new ones before they end.
public protocol AWSCredentialsProvider: Sendable {
    /// Credentials that are good now.
    func credentials() async throws(CredentialsError) -> AWSCredentials
    /// Says that AWS holds these for expired, so that they aren't given out again.
    func discard(_ credentials: AWSCredentials) async
}

/// Credentials that never change.
public struct StaticCredentials: AWSCredentialsProvider {
    private let value: AWSCredentials

    /// Gives out these credentials for ever.
    public init(_ credentials: AWSCredentials) {
        value = credentials
    }

    /// The credentials.
    public func credentials() async throws(CredentialsError) -> AWSCredentials { value }

    /// Does nothing: there are no others.
    public func discard(_ credentials: AWSCredentials) async {}
}
