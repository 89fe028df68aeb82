import Testing

@testable import AWS

/// Every EC2 operation against an independent reader of its request.
@Suite(.enabled(if: Lab.isUp, Lab.skipped)) struct LabEC2Tests {
    private let ec2 = EC2(client: Lab.account("222222222222"))

    private func states(_ ids: [String]) async throws -> Set<EC2.InstanceState> {
        Set(try await ec2.describeInstances(.ids(ids)).collect().map(\.state))
    }

    @Test("Instances are launched once however often it is asked, tagged, stopped, started and terminated")
    func instances() async throws {
        let name = Lab.unique("life")
        let subnet = try #require(
            try await ec2.describeSubnets(.filters([.tag("Name", "tst-private-*")])).collect().first)
        let group = try #require(
            try await ec2.describeSecurityGroups(.filters([.tag("Name", "tst-web")])).collect().first)
        #expect(group.vpcID == subnet.vpcID)
        let image = try #require(try await sharedImage())
        let request = EC2.RunInstancesRequest(
            clientToken: name, imageID: image, instanceType: "t3.micro", count: 2, subnetID: subnet.id,
            securityGroupIDs: [group.id], instanceProfileName: "web", userData: Array("#!/bin/sh\n".utf8),
            tags: ["instance": AWSTag.list(["Name": name, "büro & co": "R=D+1"]), "volume": [AWSTag("Name", name)]])
        let launched = try await ec2.runInstances(request)
        let ids = launched.map(\.id)
        #expect(launched.count == 2)
        #expect(launched.allSatisfy { $0.state == .pending && $0.clientToken == name })
        #expect(Set(try await ec2.runInstances(request).map(\.id)) == Set(ids))
        var other = request
        other.instanceType = "t3.large"
        let mismatch = await #expect(throws: AWSError.self) { try await ec2.runInstances(other) }
        #expect(mismatch?.code == "IdempotentParameterMismatch")

        let found = try await Lab.eventually("running") {
            let found = try await ec2.describeInstances(.filters([.tag("Name", name)])).collect()
            return found.allSatisfy { $0.state == .running } ? found : nil
        }
        #expect(Set(found.map(\.id)) == Set(ids))
        #expect(found.allSatisfy { $0.tags["büro & co"] == "R=D+1" && $0.subnetID == subnet.id })
        #expect(found.allSatisfy { $0.securityGroupIDs == [group.id] && $0.imageID == image })
        #expect(found.allSatisfy { $0.instanceProfileARN?.hasSuffix("instance-profile/web") == true })
        _ = try await Lab.eventually("status checks") {
            let statuses = try await ec2.describeInstanceStatus(.ids(ids)).collect()
            return statuses.count == 2 && statuses.allSatisfy { $0.instanceStatus == .ok && $0.systemStatus == .ok }
                ? true : nil
        }
        let volumes = try await ec2.describeVolumes(.filters([.init("attachment.instance-id", ids)])).collect()
        #expect(volumes.count == 2)
        #expect(Set(volumes.flatMap(\.instanceIDs)) == Set(ids))

        try await ec2.createTags([AWSTag("extra", "x y")], on: ids)
        #expect(try await ec2.describeInstances(.ids(ids)).collect().allSatisfy { $0.tags["extra"] == "x y" })
        try await ec2.deleteTags(["extra"], from: ids)
        #expect(try await ec2.describeInstances(.ids(ids)).collect().allSatisfy { $0.tags["extra"] == nil })

        let stopping = try await ec2.stopInstances(ids)
        #expect(stopping.allSatisfy { $0.previousState == .running && $0.currentState == .stopping })
        _ = try await Lab.eventually("stopped") { try await states(ids) == [.stopped] ? true : nil }
        try await ec2.startInstances(ids)
        _ = try await Lab.eventually("running again") { try await states(ids) == [.running] ? true : nil }
        try await ec2.terminateInstances(ids)
        _ = try await Lab.eventually("terminated") { try await states(ids) == [.terminated] ? true : nil }
    }

    /// The root image, which the devops account shares with this one.
    private func sharedImage() async throws -> String? {
        let devops = EC2(client: Lab.devops)
        try await devops.modifyImageAttribute(Lab.rootImage, addLaunchPermission: ["222222222222"])
        return try await ec2.describeImages(.ids([Lab.rootImage])).collect().first?.id
    }

    @Test("An AMI is made, found by its tags, shared with its snapshots, and taken away again")
    func images() async throws {
        let devops = EC2(client: Lab.devops)
        let name = Lab.unique("image")
        let instance = try #require(
            try await devops.runInstances(
                .init(clientToken: name, imageID: Lab.rootImage, instanceType: "t3.micro", count: 1)
            ).first?.id)
        _ = try await Lab.eventually("running") {
            try await devops.describeInstances(.ids([instance])).collect().first?.state == .running ? true : nil
        }
        let id = try await devops.createImage(
            .init(
                instanceID: instance, name: name, description: "of a test",
                tags: ["image": [AWSTag("tend:project", name)], "snapshot": [AWSTag("tend:project", name)]]))
        let image = try await Lab.eventually("available") {
            try await devops.describeImages(.filters([.tag("tend:project", name)]), owners: ["self"]).collect()
                .first { $0.state == .available }
        }
        #expect(image.id == id)
        #expect(image.name == name)
        #expect(image.creationDate != nil)
        let snapshot = try #require(image.snapshotIDs.first)
        #expect(try await devops.describeSnapshots(.ids([snapshot])).collect().first?.tags["tend:project"] == name)

        #expect(try await devops.describeImageAttributeLaunchPermission(id) == [])
        try await devops.modifyImageAttribute(id, addLaunchPermission: ["333333333333", "444444444444"])
        #expect(
            Set(try await devops.describeImageAttributeLaunchPermission(id).map(\.userID)) == [
                "333333333333", "444444444444",
            ])
        #expect(try await devops.describeSnapshotAttributeCreateVolumePermission(snapshot) == [])
        try await devops.modifySnapshotAttribute(snapshot, addCreateVolumePermission: ["333333333333"])
        #expect(try await devops.describeSnapshotAttributeCreateVolumePermission(snapshot) == ["333333333333"])
        let staging = EC2(client: Lab.account("333333333333"))
        #expect(try await staging.describeImages(.ids([id])).collect().map(\.tags) == [[:]])

        try await devops.deregisterImage(id)
        try await devops.deleteSnapshot(snapshot)
        #expect(
            try await devops.describeImages(.filters([.tag("tend:project", name)]), owners: ["self"]).collect() == [])
        #expect(
            try await devops.describeSnapshots(.filters([.tag("tend:project", name)]), owners: ["self"]).collect() == []
        )
        try await devops.terminateInstances([instance])
    }

    @Test("What doesn't exist is a typed error with the service's code and request id")
    func errors() async throws {
        let error = await #expect(throws: AWSError.self) {
            try await ec2.describeInstances(.ids(["i-0123456789abcdef0"])).collect()
        }
        #expect(error?.code == "InvalidInstanceID.NotFound")
        #expect(error?.fault?.status == 400)
        let volume = await #expect(throws: AWSError.self) { try await ec2.deleteVolume("vol-0123456789abcdef0") }
        #expect(volume?.code == "InvalidVolume.NotFound")
    }

    @Test("An operation that the lab lacks, an HTML page with 500, is an error that says so")
    func missingOperation() async throws {
        let error = await #expect(throws: AWSError.self) {
            try await Lab.devops.send(QueryForm(action: "DescribeNetworkInsightsPaths", service: .ec2))
        }
        guard case .malformedAnswer(let answer)? = error?.reason else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(answer.status == 500)
    }
}
