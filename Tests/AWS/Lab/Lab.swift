import FoundationEssentials
import Testing

@testable import AWS

/// The lab that `TEND_LAB_ENDPOINT` points at; `Tests/run` starts one.
enum Lab {
    static let endpoint = ProcessInfo.processInfo.environment["TEND_LAB_ENDPOINT"]
    static let isUp = endpoint != nil
    static let skipped: Comment = "TEND_LAB_ENDPOINT is not set; deploy/lab/up starts a lab and says its address"

    static let rootImage = "ami-0deb1a1200000ba5e"

    static let session = AWSSession(
        environment: AWSEnvironment([
            "AWS_ENDPOINT_URL": endpoint ?? "", "AWS_ACCESS_KEY_ID": "AKIATENDLAB000DEVOPS",
            "AWS_SECRET_ACCESS_KEY": "lab/not-a-secret/0000000000000000devops0",
        ]))

    /// The devops account's own identity.
    static let devops = session.client(region: "us-east-1")

    static func account(_ id: String) -> AWSClient {
        session.client(assuming: RoleSettings(roleARN: "arn:aws:iam::\(id):role/tend-deploy"), from: devops)
    }

    /// A name that no other test has.
    static func unique(_ name: String) -> String {
        "\(name)-\(UUID().uuidString.prefix(8).lowercased())"
    }

    /// Looks until there is something, at most 20 s.
    static func eventually<Value: Sendable>(
        _ what: String, _ look: @Sendable () async throws -> Value?
    ) async throws -> Value {
        let end = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < end {
            if let value = try await look() { return value }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw Late(what: what)
    }

    struct Late: Error, CustomStringConvertible {
        var what: String
        var description: String { "not within 20 s: \(what)" }
    }
}
