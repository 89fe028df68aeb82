import FoundationEssentials
import Model
import Subprocess
import Testing

/// A directory with a real git repository that holds a small desired state, removed with the last reference.
final class Repository: Sendable {
    let root: String
    var work: String { "\(root)/work" }
    var state: String { "\(root)/state" }

    /// A repository with one commit: `prd` runs one instance of `web@1.0.0`.
    init() async throws {
        root = "/tmp/tend-daemon-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
        try FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)
        try await git("init", "--quiet", "--initial-branch=main")
        for (name, text) in Self.files { try write(name, text) }
        try await commit("first")
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    /// Writes a file of the desired state.
    func write(_ name: String, _ text: String) throws {
        let path = "\(work)/desired-state/\(name)"
        try FileManager.default.createDirectory(
            atPath: String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]), withIntermediateDirectories: true)
        try text.write(toFile: path, atomically: true, encoding: .utf8)
    }

    /// Commits everything and gives the commit.
    @discardableResult
    func commit(_ message: String) async throws -> CommitID {
        try await git("add", "--all")
        try await git("commit", "--quiet", "--allow-empty", "-m", message)
        return try #require(CommitID(try await git("rev-parse", "HEAD")))
    }

    /// Writes how many instances prd has, and commits that.
    @discardableResult
    func commit(replicas: Int) async throws -> CommitID {
        try write("environments/prd.yaml", Self.production(replicas: replicas))
        return try await commit("\(replicas) replicas")
    }

    /// Takes the repository away, or brings it back.
    func move(away: Bool) throws {
        let other = "\(root)/elsewhere"
        try FileManager.default.moveItem(atPath: away ? work : other, toPath: away ? other : work)
    }

    @discardableResult
    func git(_ arguments: String...) async throws -> String {
        let result = try await Command(
            "git", arguments,
            environment: [
                "PATH": "/usr/bin:/bin", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_AUTHOR_NAME": "Ada",
                "GIT_AUTHOR_EMAIL": "ada@example.com", "GIT_COMMITTER_NAME": "Ada",
                "GIT_COMMITTER_EMAIL": "ada@example.com",
            ], workingDirectory: work
        ).run()
        try #require(result.succeeded, "git \(arguments): \(result.standardErrorText)")
        return String(result.standardOutputText.prefix { $0 != "\n" })
    }

    static func production(replicas: Int) -> String {
        """
        images: { web: 1.0.0 }
        fleets:
          web: { image: web, replicas: \(replicas), instance_type: t3.micro }

        """
    }

    static func project(_ name: String) -> String {
        """
        project: \(name)
        region: us-east-1
        environments:
          devops: { account: "111111111111" }
          sbx: { account: "222222222222" }
          prd: { account: "444444444444" }

        """
    }

    private static let files = [
        "tend.yaml": project("shop"), "environments/devops.yaml": "{}\n",
        "environments/prd.yaml": production(replicas: 1),
        "images/web/workflow_param.json": """
        {
            "workflow_id": "1.0.0", "root_base_ami_id": "ami-0abc", "root_base_ami_name": "shop/base",
            "vpc_name": "default", "is_default_vpc": true, "subnet_name": "a", "security_group_name": "ssh",
            "ec2_iam_role_name": "packer", "aws_tags": {}
        }

        """,
        "images/web/s01-base/step_param.json": #"{ "step_id": "base", "previous_step_id": null }"#,
        "images/web/s01-base/templates/.pkr.hcl": "source {}\n",
    ]
}
