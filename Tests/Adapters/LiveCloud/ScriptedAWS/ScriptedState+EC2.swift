import HTTPServer

extension ScriptedState {
    mutating func ec2(_ call: ScriptedAWS.Call) -> HTTPServerResponse? {
        switch call.operation {
        case "DescribeInstances": return describeInstances(call)
        case "DescribeInstanceStatus":
            let items = call.list("InstanceId").map {
                "<item><instanceId>\($0)</instanceId><instanceState><name>running</name></instanceState>"
                    + "<instanceStatus><status>ok</status></instanceStatus>"
                    + "<systemStatus><status>ok</status></systemStatus></item>"
            }
            return .xml(
                "<DescribeInstanceStatusResponse><instanceStatusSet>\(items.joined())</instanceStatusSet>"
                    + "</DescribeInstanceStatusResponse>")
        case "RunInstances": return runInstances(call)
        case "TerminateInstances":
            for index in instances.indices where call.list("InstanceId").contains(instances[index].id) {
                instances[index].state = "shutting-down"
            }
            return .xml("<TerminateInstancesResponse><instancesSet/></TerminateInstancesResponse>")
        case "CreateTags":
            return tag(call) { tags, key, value in tags[key] = value }
        case "DeleteTags":
            return tag(call) { tags, key, _ in tags[key] = nil }
        case "DescribeImages": return describeImages(call)
        case "DescribeImageAttribute":
            return .xml("<DescribeImageAttributeResponse><launchPermission/></DescribeImageAttributeResponse>")
        case "DescribeSubnets":
            let items = subnets.map {
                "<item><subnetId>\($0)</subnetId><vpcId>vpc-1</vpcId><availabilityZone>a</availabilityZone>"
                    + "<cidrBlock>10.0.0.0/24</cidrBlock></item>"
            }
            return .xml("<DescribeSubnetsResponse><subnetSet>\(items.joined())</subnetSet></DescribeSubnetsResponse>")
        default: return nil
        }
    }

    private mutating func describeInstances(_ call: ScriptedAWS.Call) -> HTTPServerResponse {
        let ids = call.list("InstanceId")
        let shown = instances.indices.filter { index in
            instances[index].account == call.account && (ids.isEmpty || ids.contains(instances[index].id))
                && filters(call).allSatisfy { matches(instances[index], $0) }
        }
        let visible = shown.filter { instances[$0].hiddenLooks == 0 }
        for index in shown where instances[index].hiddenLooks > 0 { instances[index].hiddenLooks -= 1 }
        let missing = ids.filter { id in !shown.contains { instances[$0].id == id } }
        if let missing = missing.first {
            return .ec2Error("InvalidInstanceID.NotFound", "The instance ID '\(missing)' does not exist")
        }
        return .instances(visible.map { instances[$0] })
    }

    private func filters(_ call: ScriptedAWS.Call) -> [(name: String, values: [String])] {
        (1...20).lazy.map { (call.form["Filter.\($0).Name"], call.list("Filter.\($0).Value")) }
            .prefix { $0.0 != nil }.compactMap { name, values in name.map { ($0, values) } }
    }

    private func matches(_ instance: Instance, _ filter: (name: String, values: [String])) -> Bool {
        if filter.name == "instance-state-name" { return filter.values.contains(instance.state) }
        guard filter.name.hasPrefix("tag:"), let value = instance.tags[String(filter.name.dropFirst(4))] else {
            return false
        }
        return filter.values.contains { pattern in
            if pattern.hasPrefix("*") { return value.hasSuffix(pattern.dropFirst()) }
            if pattern.hasSuffix("*") { return value.hasPrefix(pattern.dropLast()) }
            return pattern == value
        }
    }

    /// The same token gives the same instances.
    private mutating func runInstances(_ call: ScriptedAWS.Call) -> HTTPServerResponse {
        let token = call.form["ClientToken"] ?? ""
        if launchTokens[token] == nil {
            var tags: [String: String] = [:]
            for index in 1...50 {
                guard let key = call.form["TagSpecification.1.Tag.\(index).Key"] else { break }
                tags[key] = call.form["TagSpecification.1.Tag.\(index).Value"]
            }
            let count = Int(call.form["MaxCount"] ?? "") ?? 0
            let made = (0..<count).map { "i-new\(instances.count + $0)" }
            instances += made.map {
                Instance(
                    account: call.account, id: $0, state: "pending", subnet: call.form["SubnetId"] ?? "", tags: tags,
                    image: call.form["ImageId"] ?? "", hiddenLooks: newInstancesHiddenLooks)
            }
            launchTokens[token] = made
        }
        let made = instances.filter { launchTokens[token]?.contains($0.id) == true }
        return .xml(
            "<RunInstancesResponse><reservationId>r-1</reservationId><instancesSet>"
                + made.map(HTTPServerResponse.item).joined() + "</instancesSet></RunInstancesResponse>")
    }

    private mutating func tag(
        _ call: ScriptedAWS.Call, _ change: (inout [String: String], String, String) -> Void
    ) -> HTTPServerResponse {
        let resources = call.list("ResourceId")
        for tag in 1...50 {
            guard let key = call.form["Tag.\(tag).Key"] else { break }
            let value = call.form["Tag.\(tag).Value"] ?? ""
            for index in instances.indices where resources.contains(instances[index].id) {
                change(&instances[index].tags, key, value)
            }
            for index in images.indices where resources.contains(images[index].id) {
                change(&images[index].tags, key, value)
            }
        }
        return .xml("<\(call.operation)Response><return>true</return></\(call.operation)Response>")
    }

    private func describeImages(_ call: ScriptedAWS.Call) -> HTTPServerResponse {
        let ids = call.list("ImageId")
        let name = filters(call).first { $0.name == "name" }?.values
        let isTagged = filters(call).contains { $0.name.hasPrefix("tag:") }
        let shown = images.filter {
            (ids.isEmpty || ids.contains($0.id)) && (name == nil || name?.contains($0.name) == true)
                && (!isTagged || $0.tags["tend:project"] != nil)
        }
        if !ids.isEmpty, shown.isEmpty { return .ec2Error("InvalidAMIID.NotFound", "no such image") }
        let items = shown.map {
            "<item><imageId>\($0.id)</imageId><imageState>\($0.state)</imageState><name>\($0.name)</name>"
                + "<imageOwnerId>111111111111</imageOwnerId><creationDate>2026-11-20T00:00:00.000Z</creationDate>"
                + "<tagSet>\(Self.tags($0.tags, "item", "key", "value"))</tagSet></item>"
        }
        return .xml("<DescribeImagesResponse><imagesSet>\(items.joined())</imagesSet></DescribeImagesResponse>")
    }
}
