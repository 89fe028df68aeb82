import XML

extension EC2 {
    /// Somebody who may launch an AMI; one of the four is set.
    public struct LaunchPermission: Hashable, Sendable {
        /// An account.
        public var userID: String?
        /// `all`: everybody.
        public var group: String?
        /// An organization.
        public var organizationARN: String?
        /// An organizational unit.
        public var organizationalUnitARN: String?
    }

    /// Who, besides its owner, may launch an AMI.
    public func describeImageAttributeLaunchPermission(
        _ image: String
    ) async throws(AWSError) -> [LaunchPermission] {
        try check([image], "DescribeImageAttribute")
        var form = form("DescribeImageAttribute")
        form.add("ImageId", image)
        form.add("Attribute", "launchPermission")
        return try await client.send(form) { xml throws(XMLError) in
            try xml.optionalList("launchPermission", "item") { () throws(XMLError) in try LaunchPermission(xml) }
        }
    }

    /// Lets accounts launch an AMI. Those that may already are no error.
    public func modifyImageAttribute(
        _ image: String, addLaunchPermission accounts: [String]
    ) async throws(AWSError) {
        try check([image], "ModifyImageAttribute")
        try check(accounts, "ModifyImageAttribute")
        var form = form("ModifyImageAttribute")
        form.add("ImageId", image)
        form.add("Attribute", "launchPermission")
        for (index, account) in accounts.enumerated() {
            form.add("LaunchPermission.Add.\(index + 1).UserId", account)
        }
        try await client.send(form)
    }

    /// The accounts, besides its owner, that may make volumes and copies of a snapshot; `all` for everybody.
    public func describeSnapshotAttributeCreateVolumePermission(
        _ snapshot: String
    ) async throws(AWSError) -> [String] {
        try check([snapshot], "DescribeSnapshotAttribute")
        var form = form("DescribeSnapshotAttribute")
        form.add("SnapshotId", snapshot)
        form.add("Attribute", "createVolumePermission")
        return try await client.send(form) { xml throws(XMLError) in
            try xml.optionalList("createVolumePermission", "item") { () throws(XMLError) in
                let permission = try LaunchPermission(xml)
                return permission.userID ?? permission.group ?? ""
            }
        }
    }

    /// Lets accounts make volumes and copies of a snapshot.
    public func modifySnapshotAttribute(
        _ snapshot: String, addCreateVolumePermission accounts: [String]
    ) async throws(AWSError) {
        try check([snapshot], "ModifySnapshotAttribute")
        try check(accounts, "ModifySnapshotAttribute")
        var form = form("ModifySnapshotAttribute")
        form.add("SnapshotId", snapshot)
        form.add("Attribute", "createVolumePermission")
        form.add("OperationType", "add")
        form.add(list: "UserId", accounts)
        try await client.send(form)
    }
}

extension EC2.LaunchPermission {
    init(_ xml: XMLReader) throws(XMLError) {
        self.init(userID: nil, group: nil, organizationARN: nil, organizationalUnitARN: nil)
        try xml.forEachChild { name throws(XMLError) in
            switch name {
            case "userId": userID = try xml.text()
            case "group": group = try xml.text()
            case "organizationArn": organizationARN = try xml.text()
            case "organizationalUnitArn": organizationalUnitARN = try xml.text()
            default: break
            }
        }
    }
}
