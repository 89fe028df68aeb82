import FoundationEssentials
import Subprocess
import Testing

/// What the lab really has, asked of the lab itself and not of tend.
struct LabState: Decodable, Sendable {
    let instances: [LabInstance]
    let images: [LabImage]
    let commands: [LabCommand]

    /// The project's instances of an environment that exist.
    func alive(in environment: String) -> [LabInstance] {
        instances.filter {
            $0.tags["tend:project"] == "shop" && $0.tags["tend:environment"] == environment && $0.isAlive
        }
    }

    /// The AMIs that tend's steps were built to, by name.
    var built: [String] { images.map(\.name).filter { $0.contains("/") }.sorted() }

    /// How often each command really ran on an instance.
    func runs(on instance: String) -> [Int] {
        commands.compactMap { $0.invocations[instance]?.runs }
    }
}

/// An instance as the lab has it.
struct LabInstance: Decodable, Sendable, Hashable {
    let id: String
    let account: String
    let image: String
    let state: String
    let tags: [String: String]

    var isAlive: Bool { !["terminated", "shutting-down"].contains(state) }
}

/// An AMI as the lab has it.
struct LabImage: Decodable, Sendable {
    let account: String
    let id: String
    let name: String
    let sharedWith: [String]
    let tags: [String: String]

    private enum CodingKeys: String, CodingKey {
        case account, id, name, tags
        case sharedWith = "shared_with"
    }
}

/// A command that was sent by SSM.
struct LabCommand: Decodable, Sendable {
    let account: String
    let comment: String
    let status: String
    let invocations: [String: Invocation]

    struct Invocation: Decodable, Sendable {
        let status: String
        /// How often it really ran.
        let runs: Int
    }
}

extension World {
    /// What the lab has now.
    func lab() async throws -> LabState {
        try await JSONDecoder().decode(LabState.self, from: Data(curl("\(labAddress)/_lab/state")))
    }

    /// Spoils calls from now on, as deploy/lab/README.md says; without rules none.
    func spoil(_ rules: String...) async throws {
        let spec = "{\"rules\": [\(rules.joined(separator: ", "))]}"
        let answer = try await curl("\(endpoint)/_faults", "--data-binary", spec)
        try #require(
            !String(decoding: answer, as: UTF8.self).contains("\"error\":"),
            "\(String(decoding: answer, as: UTF8.self))")
    }

    /// How many calls were spoilt since the last ``spoil(_:)``.
    func spoilt() async throws -> Int {
        struct Report: Decodable { let injected: [Injected] }
        struct Injected: Decodable {}
        return try await JSONDecoder().decode(Report.self, from: Data(curl("\(endpoint)/_faults"))).injected.count
    }

    /// Runs Python with boto3, whose clients of an account come from `client(service, account)`: what somebody else does.
    @discardableResult
    func python(_ program: String) async throws -> String {
        let preamble = """
            import boto3
            def client(service, account):
                if account == "111111111111":
                    return boto3.client(service)
                role = f"arn:aws:iam::{account}:role/tend-deploy"
                keys = boto3.client("sts").assume_role(RoleArn=role, RoleSessionName="other")["Credentials"]
                return boto3.client(
                    service, aws_access_key_id=keys["AccessKeyId"], aws_secret_access_key=keys["SecretAccessKey"],
                    aws_session_token=keys["SessionToken"])

            """
        let interpreter = (variables["TEND_LAB_VENV"] ?? "\(directory)/lab/venv") + "/bin/python"
        let result = try await Command(
            interpreter, ["-c", preamble + program], environment: variables, limits: ProcessLimits(time: .seconds(60))
        ).run()
        let hasSucceeded = result.succeeded
        try #require(hasSucceeded, "\(result.standardErrorText)")
        return result.standardOutputText
    }

    private var labAddress: String { variables["TEND_LAB_URL"] ?? "" }
    private var endpoint: String { variables["AWS_ENDPOINT_URL"] ?? "" }

    /// An answer of the lab or of a daemon.
    func curl(_ arguments: String...) async throws -> [UInt8] {
        let result = try await Command(
            "curl", ["--silent", "--show-error", "--max-time", "20"] + arguments, environment: variables,
            limits: ProcessLimits(time: .seconds(30))
        ).run()
        let hasSucceeded = result.succeeded
        try #require(hasSucceeded, "curl \(arguments): \(result.standardErrorText)")
        return result.standardOutput
    }
}
