/// Where this process runs, which decides where credentials may come from.
public enum Runtime: String, Sendable, Hashable, CaseIterable {
    /// A person's machine.
    case local
    /// AWS Cloud9.
    case cloud9 = "aws_cloud9"
    /// GitHub Actions.
    case gitHubAction = "github_action"
    /// AWS CodeBuild.
    case codeBuild = "aws_codebuild"
    /// GitLab CI.
    case gitLabCI = "gitlab_ci"
    /// Bitbucket Pipelines.
    case bitbucketPipeline = "bitbucket_pipeline"
    /// CircleCI.
    case circleCI = "circleci"
    /// Jenkins.
    case jenkins
    /// An EC2 instance.
    case ec2 = "aws_ec2"
    /// AWS Lambda.
    case lambda = "aws_lambda"
    /// AWS Glue.
    case glue = "aws_glue"
    /// AWS Batch.
    case batch = "aws_batch"
    /// Amazon ECS.
    case ecs = "aws_ecs"

    /// The variables by which each runtime makes itself known, in its own documentation. The narrower ones come first:
    /// a Batch job has ECS's variables too.
    private static let signs: [(variable: String, runtime: Runtime)] = [
        ("C9_PID", .cloud9), ("GITHUB_ACTIONS", .gitHubAction), ("CODEBUILD_BUILD_ID", .codeBuild),
        ("GITLAB_CI", .gitLabCI), ("BITBUCKET_BUILD_NUMBER", .bitbucketPipeline), ("CIRCLECI", .circleCI),
        ("JENKINS_URL", .jenkins), ("AWS_LAMBDA_FUNCTION_NAME", .lambda), ("GLUE_PYTHON_VERSION", .glue),
        ("AWS_BATCH_JOB_ID", .batch), ("ECS_CONTAINER_METADATA_URI_V4", .ecs),
    ]

    /// Recognises the runtime. An EC2 instance has no variable of its own and says so with `USER_RUNTIME_NAME=aws_ec2`,
    /// as tend's systemd unit does.
    /// - Throws: When `USER_RUNTIME_NAME` names none.
    public static func recognised(in variables: [String: String]) throws(IdentityError) -> Runtime {
        if let name = variables["USER_RUNTIME_NAME"], !name.isEmpty {
            guard let runtime = Runtime(rawValue: name) else { throw .unknownRuntime(name) }
            return runtime
        }
        return signs.first { !(variables[$0.variable] ?? "").isEmpty }?.runtime ?? .local
    }
}
