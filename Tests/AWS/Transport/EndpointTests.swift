import Testing

@testable import AWS

@Suite struct EndpointTests {
    private func endpoint(_ variables: [String: String], _ service: AWSService, _ region: String = "eu-west-1") throws
        -> AWSEndpoint
    {
        try AWSEnvironment(variables).endpoints.endpoint(service, region: region)
    }

    @Test("Without variables the endpoint is the region's")
    func ofRegions() throws {
        #expect(try endpoint([:], .ec2).host == "ec2.eu-west-1.amazonaws.com")
        #expect(try endpoint([:], .sts, "cn-north-1").host == "sts.cn-north-1.amazonaws.com.cn")
        #expect(try endpoint([:], .s3).scheme == "https")
    }

    @Test("A service's own variable goes before the common one; both can be ignored")
    func ofVariables() throws {
        var variables = [
            "AWS_ENDPOINT_URL": "http://127.0.0.1:5000/", "AWS_ENDPOINT_URL_DYNAMODB": "https://d.test:443/a/b/",
        ]
        #expect(
            try endpoint(variables, .ssm)
                == AWSEndpoint(scheme: "http", host: "127.0.0.1:5000", basePath: "", isCustom: true))
        #expect(
            try endpoint(variables, .dynamoDB)
                == AWSEndpoint(scheme: "https", host: "d.test", basePath: "/a/b", isCustom: true))
        variables["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "true"
        #expect(try endpoint(variables, .ssm).host == "ssm.eu-west-1.amazonaws.com")
    }

    @Test("The other variables are read")
    func otherVariables() {
        let environment = AWSEnvironment([
            "AWS_DEFAULT_REGION": "us-west-2", "AWS_REGION": "", "AWS_MAX_ATTEMPTS": "7", "AWS_CA_BUNDLE": "/ca.pem",
            "HOME": "/home/me", "AWS_CONFIG_FILE": "~/x",
        ])
        #expect(environment.region == "us-west-2")
        #expect(environment.retry.maximumAttempts == 7)
        #expect(environment.certificateAuthorityFile == "/ca.pem")
        #expect(environment.configFile == "/home/me/x")
        #expect(environment.credentialsFile == "/home/me/.aws/credentials")
        #expect(AWSEnvironment(["AWS_MAX_ATTEMPTS": "-1"]).retry.maximumAttempts == 3)
    }

    @Test("A bucket goes into the path of a custom endpoint, and into the host of AWS's unless a dot is in it")
    func buckets() async throws {
        let service = try ScriptedService([.text("x"), .text("x")])
        let s3 = S3(client: service.client())
        _ = try await s3.getObject(bucket: "my-bucket", key: "a b/c+d.txt")
        _ = try await s3.headBucket("my-bucket")
        #expect(service.requests.map(\.path) == ["/my-bucket/a%20b/c%2Bd.txt", "/my-bucket"])

        let real = AWSSession(environment: AWSEnvironment([:]))
            .client(region: "eu-west-1", credentials: StaticCredentials(.example))
        let hosted = try await S3(client: real).presignGetObject(bucket: "my-bucket", key: "k")
        #expect(hosted.reveal().hasPrefix("https://my-bucket.s3.eu-west-1.amazonaws.com/k?X-Amz-Algorithm="))
        let dotted = try await S3(client: real).presignGetObject(bucket: "my.bucket", key: "k")
        #expect(dotted.reveal().hasPrefix("https://s3.eu-west-1.amazonaws.com/my.bucket/k?X-Amz-Algorithm="))
        #expect("\(hosted)" == "<redacted>")
    }
}
