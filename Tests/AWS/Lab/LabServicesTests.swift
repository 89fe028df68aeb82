import FoundationEssentials
import Testing

@testable import AWS

/// The other services' operations against an independent reader of their requests.
@Suite(.enabled(if: Lab.isUp, Lab.skipped)) struct LabServicesTests {
    @Test("The ambient identity and an assumed role's are who they should be")
    func identities() async throws {
        let devops = try await STS(client: Lab.devops).getCallerIdentity()
        #expect(devops.account == "111111111111")
        #expect(devops.arn == "arn:aws:iam::111111111111:user/tend")
        let prd = try await STS(client: Lab.account("444444444444")).getCallerIdentity()
        #expect(prd.account == "444444444444")
        #expect(prd.arn == "arn:aws:sts::444444444444:assumed-role/tend-deploy/tend")
    }

    @Test("Keys that nobody has are refused by each protocol with a code")
    func unknownKeys() async throws {
        let client = Lab.session.client(region: "us-east-1", credentials: StaticCredentials(.example))
        let codes = [
            await #expect(throws: AWSError.self) { try await STS(client: client).getCallerIdentity() }?.code,
            await #expect(throws: AWSError.self) { try await EC2(client: client).describeInstances(.all).collect() }?
                .code,
            await #expect(throws: AWSError.self) { try await SSM(client: client).getParameters(["/a"]) }?.code,
            await #expect(throws: AWSError.self) { try await S3(client: client).getObject(bucket: "b", key: "k") }?
                .code,
        ]
        #expect(
            codes == ["InvalidClientTokenId", "AuthFailure", "UnrecognizedClientException", "InvalidAccessKeyId"])
    }

    @Test("Parameters are written, versioned, listed under their path page by page, and deleted")
    func parameters() async throws {
        let ssm = SSM(client: Lab.account("444444444444"))
        let path = "/tend/\(Lab.unique("shop"))"
        let names = (0..<12).map { "\(path)/images/i\($0)" }
        for name in names { #expect(try await ssm.putParameter(.init(name: name, value: "ami-1 ü \"q\"")) == 1) }
        #expect(try await ssm.putParameter(.init(name: names[0], value: "ami-2", description: "d")) == 2)
        let exists = await #expect(throws: AWSError.self) {
            try await ssm.putParameter(.init(name: names[0], value: "x", overwrite: false, tags: [AWSTag("a", "b")]))
        }
        #expect(exists?.code == "ParameterAlreadyExists")
        let found = try await ssm.getParametersByPath(path).collect()
        #expect(Set(found.map(\.name)) == Set(names))
        #expect(found.first { $0.name == names[1] }?.value == "ami-1 ü \"q\"")
        let some = try await ssm.getParameters([names[0], "\(path)/none"])
        #expect(some.parameters.map(\.value) == ["ami-2"])
        #expect(some.parameters.first?.version == 2)
        #expect(some.invalidParameters == ["\(path)/none"])
        #expect(try await Set(ssm.deleteParameters(Array(names.prefix(10)))) == Set(names.prefix(10)))
        try await ssm.deleteParameters(Array(names.dropFirst(10)))
        #expect(try await ssm.getParametersByPath(path).collect() == [])
    }

    @Test("A command runs on an instance and brings its output back; its invocation is unknown at first")
    func commands() async throws {
        let ec2 = EC2(client: Lab.devops)
        let ssm = SSM(client: Lab.devops)
        let name = Lab.unique("command")
        let id = try #require(
            try await ec2.runInstances(
                .init(
                    clientToken: name, imageID: Lab.rootImage, instanceType: "t3.micro", count: 1,
                    instanceProfileName: "web", tags: ["instance": [AWSTag("Name", name)]])
            ).first?.id)
        let agent = try await Lab.eventually("an agent") {
            try await ssm.describeInstanceInformation(instanceIDs: [id]).collect().first
        }
        #expect(agent.pingStatus == .online)
        #expect(try await ssm.describeInstanceInformation().collect().contains { $0.instanceID == id })
        let command = try await ssm.sendCommand(
            .init(
                target: .instances([id]),
                parameters: ["commands": ["echo \"größe $((6*7))\"", "echo bad >&2", "exit 3"]],
                comment: name, timeoutSeconds: 60, maxConcurrency: "100%", maxErrors: "0"))
        #expect(command.comment == name)
        let output = try await Lab.eventually("the output") {
            let output = try await ssm.getCommandInvocation(commandID: command.commandID, instanceID: id)
            return output?.status.isEnded == true ? output : nil
        }
        #expect(output.status == .failed)
        #expect(output.responseCode == 3)
        #expect(output.standardOutputContent == "größe 42\n")
        #expect(output.standardErrorContent?.hasPrefix("bad\n") == true)
        let invocations = try await ssm.listCommandInvocations(commandID: command.commandID).collect()
        #expect(invocations.map(\.instanceID) == [id])
        #expect(invocations.map(\.status) == [.failed])
        let commands = try await ssm.listCommands(
            instanceID: id, invokedAfter: command.requestedDateTime?.addingTimeInterval(-60)
        ).collect()
        #expect(commands.map(\.commandID) == [command.commandID])

        let byTag = try await ssm.sendCommand(
            .init(target: .targets([.init("tag:Name", [name])]), parameters: ["commands": ["true"]]))
        _ = try await Lab.eventually("success by tag") {
            try await ssm.listCommands(commandID: byTag.commandID).collect().first?.status == .success ? true : nil
        }
        #expect(
            try await ssm.getCommandInvocation(commandID: "00000000-0000-4000-8000-000000000000", instanceID: id) == nil
        )
        try await ec2.terminateInstances([id])
    }

    @Test("Objects are written once and read back")
    func objects() async throws {
        let s3 = S3(client: Lab.devops)
        let bucket = Lab.unique("tend-test")
        #expect(try await s3.headBucket(bucket) == false)
        try await s3.createBucket(bucket)
        #expect(try await s3.headBucket(bucket))
        let key = "scripts/ü b+c=d&e/x.sh"
        #expect(try await s3.headObject(bucket: bucket, key: key) == nil)
        let body = Array("#!/bin/sh\n".utf8)
        #expect(
            try await s3.putObjectIfAbsent(
                bucket: bucket, key: key, body: body, contentType: "text/x-sh", metadata: ["digest": "abc"]))
        #expect(try await s3.putObjectIfAbsent(bucket: bucket, key: key, body: []) == false)
        let head = try #require(try await s3.headObject(bucket: bucket, key: key))
        #expect(head.contentLength == body.count)
        #expect(head.contentType == "text/x-sh")
        #expect(head.metadata == ["digest": "abc"])
        #expect(head.lastModified != nil)
        let object = try await s3.getObject(bucket: bucket, key: key)
        #expect(object.body == body)
        #expect(object.head.eTag == head.eTag)
        let missing = await #expect(throws: AWSError.self) { try await s3.getObject(bucket: bucket, key: "none") }
        #expect(missing?.code == "NoSuchKey")
        try await s3.putObject(bucket: bucket, key: key, body: [])
        #expect(try await s3.getObject(bucket: bucket, key: key).body == [])
    }

    @Test("An object is lent by address, and nothing but that object")
    func addresses() async throws {
        let s3 = S3(client: Lab.devops)
        let bucket = Lab.unique("tend-test")
        try await s3.createBucket(bucket)
        let body = Array("#!/bin/sh\n".utf8)
        try await s3.putObject(bucket: bucket, key: "ü b/x.sh", body: body)
        try await s3.putObject(bucket: bucket, key: "ü b/y.sh", body: body)
        let address = try await s3.presignGetObject(bucket: bucket, key: "ü b/x.sh", expiresIn: 60)
        let lent = try await Lab.devops.http.send(.init(url: address.reveal()))
        #expect(lent.body == body)
        let plain = try await Lab.devops.http.send(.init(url: String(address.reveal().prefix { $0 != "?" })))
        #expect(plain.status == 403)
    }

    @Test("A stack is created with parameters and tags, described, and deleted")
    func stacks() async throws {
        let cloudFormation = CloudFormation(client: Lab.account("222222222222"))
        let name = Lab.unique("sbx-stack")
        let template = """
            {"Parameters": {"Size": {"Type": "String"}}, "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}},
             "Outputs": {"Chosen": {"Value": {"Ref": "Size"}}}}
            """
        #expect(try await cloudFormation.describeStack(name) == nil)
        let id = try await cloudFormation.createStack(
            .init(
                stackName: name, templateBody: template, parameters: ["Size": "s & m"],
                tags: [AWSTag("tend:project", name)],
                capabilities: ["CAPABILITY_IAM"], clientRequestToken: name))
        let stack = try await Lab.eventually("created") {
            let stack = try await cloudFormation.describeStack(name)
            return stack?.status == .createComplete ? stack : nil
        }
        #expect(stack.id == id)
        #expect(stack.parameters == ["Size": "s & m"])
        #expect(stack.outputs == ["Chosen": "s & m"])
        #expect(stack.tags == ["tend:project": name])
        #expect(stack.creationTime != nil)
        #expect(try await cloudFormation.describeStacks().collect().contains { $0.name == name })
        let resources = try await cloudFormation.describeStackResources(name)
        #expect(resources.map(\.logicalID) == ["Topic"])
        #expect(resources.first?.type == "AWS::SNS::Topic")
        #expect(try await cloudFormation.describeStackEvents(name).collect().contains { $0.logicalID == name })
        try await cloudFormation.deleteStack(name, clientRequestToken: "\(name)-delete")
        _ = try await Lab.eventually("deleted") { try await cloudFormation.describeStack(name) == nil ? true : nil }
    }

    @Test("A table with an index takes rows, each kind of value, conditions and queries")
    func tables() async throws {
        let dynamoDB = DynamoDB(client: Lab.devops)
        let table = Lab.unique("inventory")
        #expect(try await dynamoDB.describeTable(table) == nil)
        _ = try await dynamoDB.createTable(
            .init(
                table: table, hashKey: .init("workflow_id"), rangeKey: .init("step_id"),
                indexes: [.init("step_id_index", hashKey: .init("step_id"), rangeKey: .init("create_at"))],
                tags: [AWSTag("tend:project", "shop")]))
        _ = try await Lab.eventually("active") {
            try await dynamoDB.describeTable(table)?.isActive == true ? true : nil
        }
        let row: DynamoDB.Item = [
            "workflow_id": .string("1.0"), "step_id": .string("base"), "create_at": .string("2026-11-21"),
            "n": .number("12.50"), "b": .binary([0, 255]), "t": .boolean(true), "z": .null,
            "l": .list([.string("ü"), .number("1")]), "m": .map(["k": .string("v")]), "ss": .stringSet(["a", "b"]),
        ]
        let key: DynamoDB.Item = ["workflow_id": .string("1.0"), "step_id": .string("base")]
        #expect(try await dynamoDB.getItem(table: table, key: key) == nil)
        let absent = DynamoDB.Expression("attribute_not_exists(#w)", names: ["#w": "workflow_id"])
        #expect(try await dynamoDB.putItem(table: table, row, if: absent))
        #expect(try await dynamoDB.putItem(table: table, row, if: absent) == false)
        var read = try #require(try await dynamoDB.getItem(table: table, key: key))
        #expect(read["n"].map { $0 == .number("12.50") || $0 == .number("12.5") } == true)
        read["n"] = .number("12.50")
        #expect(read == row)
        try await dynamoDB.putItem(table: table, row.merging(["step_id": .string("app")]) { $1 })
        let steps = try await dynamoDB.query(
            table: table, .init("workflow_id = :w", values: [":w": .string("1.0")]), ascending: false
        ).collect()
        #expect(steps.map { $0["step_id"]?.string } == ["base", "app"])
        let bases = try await dynamoDB.query(
            table: table, index: "step_id_index", .init("step_id = :s", values: [":s": .string("base")])
        ).collect()
        #expect(bases.count == 1)
    }
}
