import Testing

@testable import AWS

/// What AWS would punish is not sent.
@Suite struct RefusalTests {
    private func refusal(_ body: (AWSClient) async throws -> Void) async throws -> String {
        let service = try ScriptedService([])
        let error = await #expect(throws: AWSError.self) { try await body(service.client()) }
        #expect(service.requests.isEmpty)
        #expect(error?.effectMayHaveHappened == false)
        return error?.description ?? ""
    }

    @Test("An empty list of ids, which EC2 takes for everything, is refused by every operation that takes one")
    func emptyIDs() async throws {
        let message = "the list of ids is empty, which EC2 takes for everything"
        #expect(
            try await refusal { _ = try await EC2(client: $0).describeInstances(.ids([])).collect() }
                == "EC2 DescribeInstances was not sent: \(message)")
        #expect(
            try await refusal { try await EC2(client: $0).terminateInstances([]) }
                == "EC2 TerminateInstances was not sent: \(message)")
        #expect(
            try await refusal { try await EC2(client: $0).createTags([AWSTag("a", "b")], on: []) }
                == "EC2 CreateTags was not sent: \(message)")
        #expect(
            try await refusal { _ = try await EC2(client: $0).describeInstances(.filters([])).collect() }
                == "EC2 DescribeInstances was not sent: an empty list of filters would read everything; say so with .all"
        )
        #expect(
            try await refusal { _ = try await EC2(client: $0).describeVolumes(.ids([""])).collect() }
                == "EC2 DescribeVolumes was not sent: an id is empty")
    }

    @Test("More than AWS takes is refused with its limit")
    func tooMuch() async throws {
        let ids = (0..<1001).map { "i-\($0)" }
        #expect(
            try await refusal { try await EC2(client: $0).terminateInstances(ids) }
                == "EC2 TerminateInstances was not sent: 1001 ids; EC2 takes 1000 a call, so split them")
        #expect(
            try await refusal {
                _ = try await EC2(client: $0).describeInstances(.filters([.init("image-id", Array(ids.prefix(201)))]))
                    .collect()
            } == "EC2 DescribeInstances was not sent: 201 filter values; EC2 takes 200 a call, so split them")
        #expect(
            try await refusal {
                _ = try await SSM(client: $0).sendCommand(
                    .init(target: .instances(Array(ids.prefix(51))), parameters: [:]))
            } == "SSM SendCommand was not sent: 51 instances; SSM takes 50 a command, so split them")
        #expect(
            try await refusal {
                _ = try await SSM(client: $0).sendCommand(
                    .init(
                        target: .instances(["i-1"]), parameters: ["commands": [String(repeating: "x", count: 60_001)]]))
            } == "SSM SendCommand was not sent: parameters of 60012 bytes; above 60,000 put the script into S3")
        #expect(
            try await refusal { _ = try await SSM(client: $0).getParameters(Array(ids.prefix(11))) }
                == "SSM GetParameters was not sent: 11 names; SSM takes 1 to 10 a call")
        #expect(
            try await refusal {
                try await EC2(client: $0).createTags([AWSTag("aws:x", "y")], on: ["i-1"])
            }
                == "EC2 CreateTags was not sent: the tag key 'aws:x' must have 1 to 127 characters and not begin with 'aws:'"
        )
    }

    @Test("What would read or change more than was meant is refused")
    func tooWide() async throws {
        #expect(
            try await refusal { _ = try await EC2(client: $0).describeImages(.all).collect() }
                == "EC2 DescribeImages was not sent: without owner, id or filter it lists every public AMI of the region"
        )
        #expect(
            try await refusal { try await EC2(client: $0).deleteTags([], from: ["i-1"]) }
                == "EC2 DeleteTags was not sent: without keys EC2 takes every tag off the resources")
        #expect(
            try await refusal {
                _ = try await EC2(client: $0).runInstances(
                    .init(clientToken: "", imageID: "ami-1", instanceType: "t3.small", count: 1))
            }
                == "EC2 RunInstances was not sent: the client token must have 1 to 64 characters; without one a retry launches twice"
        )
        #expect(
            try await refusal {
                _ = try await STS(client: $0).assumeRole(
                    .init(roleARN: "arn", sessionName: "tend", durationSeconds: 60))
            } == "STS AssumeRole was not sent: a session of 60 s; STS gives 900 to 43,200 s")
        #expect(
            try await refusal { _ = try await S3(client: $0).headObject(bucket: "b/../c", key: "k") }
                == "S3 HeadObject was not sent: 'b/../c' is no bucket's name")
    }

    @Test("A region or endpoint that can't be is refused, without quoting the endpoint")
    func endpoints() async throws {
        func refusal(_ region: String, _ variables: [String: String]) async -> String? {
            let client = AWSSession(environment: AWSEnvironment(variables))
                .client(region: region, credentials: StaticCredentials(.example))
            return await #expect(throws: AWSError.self) { try await STS(client: client).getCallerIdentity() }?
                .description
        }
        #expect(
            await refusal("evil.example.com/", [:])
                == "STS GetCallerIdentity was not sent: 'evil.example.com/' is no region; "
                + "set AWS_REGION or the project's region, such as us-east-1")
        #expect(
            await refusal("us-east-1", ["AWS_ENDPOINT_URL": "ftp://user:pass@x"])
                == "STS GetCallerIdentity was not sent: AWS_ENDPOINT_URL must begin with http:// or https://")
        #expect(
            await refusal("us-east-1", ["AWS_ENDPOINT_URL": "http://ok", "AWS_ENDPOINT_URL_STS": "http://user:pass@x"])
                == "STS GetCallerIdentity was not sent: AWS_ENDPOINT_URL_STS must be a host with a port and a path at most"
        )
    }
}
