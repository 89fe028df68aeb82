import FoundationEssentials
import XML

extension EC2 {
    /// An instance as DescribeInstances shows it.
    public struct Instance: Hashable, Sendable {
        /// Its id.
        public var id: String
        /// Where it is in its life.
        public var state: InstanceState
        /// The AMI it was launched from.
        public var imageID: String
        /// Such as `t3.small`.
        public var instanceType: String
        /// When it was launched, or last started.
        public var launchTime: Date
        /// Its tags.
        public var tags: [String: String] = [:]
        /// The token it was launched with; empty when there was none.
        public var clientToken = ""
        /// The subnet; `nil` once it is terminated.
        public var subnetID: String?
        /// The VPC; `nil` once it is terminated.
        public var vpcID: String?
        /// The zone, such as `us-east-1a`.
        public var availabilityZone: String?
        /// Its address within the VPC.
        public var privateIPAddress: String?
        /// Its address on the internet, if it has one.
        public var publicIPAddress: String?
        /// Its security groups.
        public var securityGroupIDs: [String] = []
        /// The ARN of its instance profile.
        public var instanceProfileARN: String?
        /// Such as `User initiated (2026-11-21 02:00:00 GMT)`.
        public var stateTransitionReason: String?
        /// The code of why it changed its state, such as `Client.UserInitiatedShutdown` or `Server.InternalError`.
        public var stateReasonCode: String?
        /// The volumes attached to it.
        public var blockDevices: [AttachedVolume] = []
        /// `required` when its metadata needs a token (IMDSv2).
        public var metadataTokens: String?
        /// `spot` or `scheduled`; `nil` for an ordinary one.
        public var lifecycle: String?
        /// The reservation that it came with.
        public var reservationID = ""
        /// The account that it belongs to.
        public var ownerID = ""
    }

    /// A volume attached to an instance.
    public struct AttachedVolume: Hashable, Sendable {
        /// Such as `/dev/xvda`.
        public var deviceName: String
        /// The volume.
        public var volumeID: String?
        /// Whether it goes with the instance.
        public var deleteOnTermination: Bool
    }

    /// Where an instance is in its life.
    public struct InstanceState: Word {
        /// The word as EC2 writes it.
        public let rawValue: String
        /// A word, known or not.
        public init(rawValue: String) { self.rawValue = rawValue }
        /// Being launched or started.
        public static let pending = InstanceState(rawValue: "pending")
        /// Running.
        public static let running = InstanceState(rawValue: "running")
        /// Being terminated.
        public static let shuttingDown = InstanceState(rawValue: "shutting-down")
        /// Gone, and shown for about an hour.
        public static let terminated = InstanceState(rawValue: "terminated")
        /// Being stopped.
        public static let stopping = InstanceState(rawValue: "stopping")
        /// Stopped.
        public static let stopped = InstanceState(rawValue: "stopped")
    }
}

extension EC2.Instance {
    init(_ xml: XMLReader, reservation: String, owner: String) throws(XMLError) {
        var id: String?
        var state: String?
        var image: String?
        var type: String?
        var launched: Date?
        // Everything else is filled in place; these five can't be missing.
        self.init(
            id: "", state: .pending, imageID: "", instanceType: "", launchTime: Date(timeIntervalSince1970: 0),
            reservationID: reservation, ownerID: owner)
        try xml.forEachChild { name throws(XMLError) in
            switch name {
            case "instanceId": id = try xml.text()
            case "instanceState": state = try xml.child("name")
            case "imageId": image = try xml.text()
            case "instanceType": type = try xml.text()
            case "launchTime": launched = try xml.date()
            case "tagSet": tags = try xml.tags("item")
            default: try take(name, xml)
            }
        }
        self.id = try xml.require(id, "instanceId", in: "item")
        self.state = EC2.InstanceState(rawValue: try xml.require(state, "instanceState", in: "item"))
        imageID = try xml.require(image, "imageId", in: "item")
        instanceType = try xml.require(type, "instanceType", in: "item")
        launchTime = try xml.require(launched, "launchTime", in: "item")
    }

    private mutating func take(_ name: String, _ xml: XMLReader) throws(XMLError) {
        switch name {
        case "clientToken": clientToken = try xml.text()
        case "subnetId": subnetID = try xml.text()
        case "vpcId": vpcID = try xml.text()
        case "placement": availabilityZone = try xml.child("availabilityZone")
        case "privateIpAddress": privateIPAddress = try xml.text()
        case "ipAddress": publicIPAddress = try xml.text()
        case "groupSet":
            securityGroupIDs = try xml.list("item") { () throws(XMLError) in try xml.child("groupId") ?? "" }
        case "iamInstanceProfile": instanceProfileARN = try xml.child("arn")
        case "reason": stateTransitionReason = try xml.text()
        case "stateReason": stateReasonCode = try xml.child("code")
        case "blockDeviceMapping":
            blockDevices = try xml.list("item") { () throws(XMLError) in try EC2.AttachedVolume(xml) }
        case "metadataOptions": metadataTokens = try xml.child("httpTokens")
        case "instanceLifecycle": lifecycle = try xml.text()
        default: break
        }
    }
}

extension EC2.AttachedVolume {
    init(_ xml: XMLReader) throws(XMLError) {
        var device = ""
        var volume: String?
        var goes = false
        try xml.forEachChild { name throws(XMLError) in
            switch name {
            case "deviceName": device = try xml.text()
            case "ebs":
                try xml.forEachChild { name throws(XMLError) in
                    switch name {
                    case "volumeId": volume = try xml.text()
                    case "deleteOnTermination": goes = try xml.boolean()
                    default: break
                    }
                }
            default: break
            }
        }
        self.init(deviceName: device, volumeID: volume, deleteOnTermination: goes)
    }
}
