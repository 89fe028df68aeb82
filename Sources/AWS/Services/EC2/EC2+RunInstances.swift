import FoundationEssentials
import XML

extension EC2 {
    /// What RunInstances needs to know.
    public struct RunInstancesRequest: Hashable, Sendable {
        /// At most 64 characters. The same token with the same request launches nothing a second time, for 24 hours at
        /// least; with another request it is an error, so keep the request as it was sent.
        public var clientToken: String
        /// The AMI.
        public var imageID: String
        /// Such as `t3.small`.
        public var instanceType: String
        /// How many; all or none are launched.
        public var count: Int
        /// The subnet; `nil` for the default VPC's.
        public var subnetID: String?
        /// The security groups; none for the VPC's default group.
        public var securityGroupIDs: [String]
        /// The name (not the ARN) of an instance profile.
        public var instanceProfileName: String?
        /// At most 16 KiB, not yet in base 64.
        public var userData: [UInt8]?
        /// The key pair for ssh.
        public var keyName: String?
        /// Tags by resource type: `instance`, `volume`, `network-interface`.
        public var tags: [String: [AWSTag]]
        /// Whether the metadata service asks for a token (IMDSv2).
        public var requiresMetadataToken: Bool
        /// Changes to the AMI's volumes.
        public var blockDevices: [BlockDeviceChange]

        /// A request from its parts; metadata needs a token unless told otherwise.
        public init(
            clientToken: String, imageID: String, instanceType: String, count: Int, subnetID: String? = nil,
            securityGroupIDs: [String] = [], instanceProfileName: String? = nil, userData: [UInt8]? = nil,
            keyName: String? = nil, tags: [String: [AWSTag]] = [:], requiresMetadataToken: Bool = true,
            blockDevices: [BlockDeviceChange] = []
        ) {
            self.clientToken = clientToken
            self.imageID = imageID
            self.instanceType = instanceType
            self.count = count
            self.subnetID = subnetID
            self.securityGroupIDs = securityGroupIDs
            self.instanceProfileName = instanceProfileName
            self.userData = userData
            self.keyName = keyName
            self.tags = tags
            self.requiresMetadataToken = requiresMetadataToken
            self.blockDevices = blockDevices
        }
    }

    /// A change to one of the AMI's volumes at launch.
    public struct BlockDeviceChange: Hashable, Sendable {
        /// Which, such as `/dev/xvda`.
        public var deviceName: String
        /// Encrypt it.
        public var encrypted: Bool?
        /// The key to encrypt it with; `nil` for the account's default.
        public var kmsKeyID: String?
        /// In GiB.
        public var volumeSize: Int?
        /// Such as `gp3`.
        public var volumeType: String?

        /// A change from its parts; what is `nil` stays as the AMI has it.
        public init(
            deviceName: String, encrypted: Bool? = nil, kmsKeyID: String? = nil, volumeSize: Int? = nil,
            volumeType: String? = nil
        ) {
            self.deviceName = deviceName
            self.encrypted = encrypted
            self.kmsKeyID = kmsKeyID
            self.volumeSize = volumeSize
            self.volumeType = volumeType
        }
    }

    /// Launches instances, all or none.
    /// - Returns: The instances, which are still pending; with a token that was used before, those of that time.
    public func runInstances(_ request: RunInstancesRequest) async throws(AWSError) -> [Instance] {
        let form = try form(request)
        return try await client.send(form) { xml throws(XMLError) in
            var reservation = ""
            var owner = ""
            var instances: [Instance] = []
            try xml.forEachChild { name throws(XMLError) in
                switch name {
                case "reservationId": reservation = try xml.text()
                case "ownerId": owner = try xml.text()
                case "instancesSet":
                    instances = try xml.list("item") { () throws(XMLError) in
                        try Instance(xml, reservation: reservation, owner: owner)
                    }
                default: break
                }
            }
            guard !instances.isEmpty else { throw XMLError.missing(element: "instancesSet", parent: "the answer") }
            return instances
        }
    }

    private func form(_ request: RunInstancesRequest) throws(AWSError) -> QueryForm {
        let operation = "RunInstances"
        guard (1...64).contains(request.clientToken.utf8.count) else {
            throw refusal(
                operation, "the client token must have 1 to 64 characters; without one a retry launches twice")
        }
        guard request.count >= 1 else { throw refusal(operation, "\(request.count) instances can't be launched") }
        guard (request.userData?.count ?? 0) <= 16_384 else {
            throw refusal(operation, "user data of \(request.userData?.count ?? 0) bytes; EC2 takes 16,384 at most")
        }
        var form = form(operation)
        form.add("ClientToken", request.clientToken)
        form.add("ImageId", request.imageID)
        form.add("InstanceType", request.instanceType)
        form.add("MinCount", request.count)
        form.add("MaxCount", request.count)
        form.add("SubnetId", request.subnetID)
        form.add(list: "SecurityGroupId", request.securityGroupIDs)
        form.add("IamInstanceProfile.Name", request.instanceProfileName)
        form.add("UserData", request.userData.map { Data($0).base64EncodedString() })
        form.add("KeyName", request.keyName)
        try form.add(tagSpecifications: request.tags)
        if request.requiresMetadataToken { form.add("MetadataOptions.HttpTokens", "required") }
        for (index, device) in request.blockDevices.enumerated() {
            let name = "BlockDeviceMapping.\(index + 1)"
            form.add("\(name).DeviceName", device.deviceName)
            form.add("\(name).Ebs.Encrypted", device.encrypted)
            form.add("\(name).Ebs.KmsKeyId", device.kmsKeyID)
            form.add("\(name).Ebs.VolumeSize", device.volumeSize)
            form.add("\(name).Ebs.VolumeType", device.volumeType)
        }
        return form
    }
}
