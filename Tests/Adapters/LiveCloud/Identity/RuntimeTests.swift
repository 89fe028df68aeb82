import LiveCloud
import Testing

@Suite struct RuntimeTests {
    @Test(
        "Each runtime is known by its own variable",
        arguments: [
            ("C9_PID", "aws_cloud9"), ("GITHUB_ACTIONS", "github_action"), ("CODEBUILD_BUILD_ID", "aws_codebuild"),
            ("GITLAB_CI", "gitlab_ci"), ("BITBUCKET_BUILD_NUMBER", "bitbucket_pipeline"), ("CIRCLECI", "circleci"),
            ("JENKINS_URL", "jenkins"), ("AWS_LAMBDA_FUNCTION_NAME", "aws_lambda"), ("AWS_BATCH_JOB_ID", "aws_batch"),
            ("GLUE_PYTHON_VERSION", "aws_glue"), ("ECS_CONTAINER_METADATA_URI_V4", "aws_ecs"),
        ])
    func signs(variable: String, name: String) throws {
        #expect(try Runtime.recognised(in: [variable: "1"]).rawValue == name)
    }

    @Test("Without any sign, and with an empty one, it is a person's machine")
    func local() throws {
        #expect(try Runtime.recognised(in: [:]) == .local)
        #expect(try Runtime.recognised(in: ["GITHUB_ACTIONS": "", "USER_RUNTIME_NAME": ""]) == .local)
    }

    @Test("A Batch job, which has ECS's variables too, is a Batch job")
    func batch() throws {
        #expect(
            try Runtime.recognised(in: ["ECS_CONTAINER_METADATA_URI_V4": "http://x", "AWS_BATCH_JOB_ID": "1"]) == .batch
        )
    }

    @Test("USER_RUNTIME_NAME goes before every sign", arguments: Runtime.allCases)
    func named(runtime: Runtime) throws {
        #expect(
            try Runtime.recognised(in: ["USER_RUNTIME_NAME": runtime.rawValue, "GITHUB_ACTIONS": "true"]) == runtime)
    }

    @Test("A USER_RUNTIME_NAME that there is not is an error with the names that there are")
    func unknown() throws {
        let error = #expect(throws: IdentityError.self) { try Runtime.recognised(in: ["USER_RUNTIME_NAME": "laptop"]) }
        #expect(
            error?.description
                == "USER_RUNTIME_NAME is 'laptop'; it must be one of local, aws_cloud9, github_action, aws_codebuild, "
                + "gitlab_ci, bitbucket_pipeline, circleci, jenkins, aws_ec2, aws_lambda, aws_glue, aws_batch, aws_ecs")
    }
}
