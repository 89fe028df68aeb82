import FoundationEssentials
import XML

extension EC2 {
    /// An AMI.
    public struct Image: Hashable, Sendable {
        /// Its id.
        public var id: String
        /// Its name; empty for an AMI of another account that hides it.
        public var name: String
        /// Whether it can be used.
        public var state: ImageState
        /// The account that it belongs to.
        public var ownerID: String
        /// When it was made.
        public var creationDate: Date?
        /// What its maker said of it.
        public var description = ""
        /// Its tags, as far as the asking account may see them: those of a shared AMI are invisible.
        public var tags: [String: String] = [:]
        /// Its volumes.
        public var blockDevices: [ImageBlockDevice] = []
        /// Such as `x86_64`.
        public var architecture: String?
        /// Such as `/dev/xvda`.
        public var rootDeviceName: String?
        /// Whether everybody may launch it.
        public var isPublic = false
        /// Why it failed, if it did.
        public var stateReason: String?

        /// The snapshots behind it.
        public var snapshotIDs: [String] { blockDevices.compactMap(\.snapshotID) }
    }

    /// A volume of an AMI.
    public struct ImageBlockDevice: Hashable, Sendable {
        /// Such as `/dev/xvda`.
        public var deviceName: String
        /// The snapshot behind it; `nil` for an instance store.
        public var snapshotID: String?
        /// Whether the snapshot is encrypted.
        public var encrypted: Bool
        /// In GiB.
        public var volumeSize: Int?
    }

    /// Whether an AMI can be used.
    public struct ImageState: Word {
        /// The word as EC2 writes it.
        public let rawValue: String
        /// A word, known or not.
        public init(rawValue: String) { self.rawValue = rawValue }
        /// Its snapshots are being written.
        public static let pending = ImageState(rawValue: "pending")
        /// It can be launched.
        public static let available = ImageState(rawValue: "available")
        /// It never will be usable.
        public static let failed = ImageState(rawValue: "failed")
        /// It is no more.
        public static let deregistered = ImageState(rawValue: "deregistered")
        /// Something in the making went wrong.
        public static let error = ImageState(rawValue: "error")
    }

    /// AMIs.
    /// - Parameters:
    ///   - selection: Which. Neither ids nor filters need an owner to be named; `.all` does.
    ///   - owners: `self` for the account's own, account ids, `amazon`; none for whatever the account may launch.
    ///   - pageSize: 5 to 1,000 a call; not used with ids.
    public func describeImages(
        _ selection: Selection, owners: [String] = [], pageSize: Int = 1000
    ) -> Pages<Image> {
        guard selection != .all || !owners.isEmpty else {
            return refused("DescribeImages", "without owner, id or filter it lists every public AMI of the region")
        }
        return pages(
            Listing(
                operation: "DescribeImages", selection: selection, idParameter: "ImageId", pageSize: pageSize,
                element: "imagesSet", lists: ["Owner": owners])
        ) { xml, items throws(XMLError) in items.append(try Image(xml)) }
    }

    /// Makes an AMI from an instance, which it restarts unless told otherwise.
    ///
    /// EC2 has no token for this: after a failure whose `effectMayHaveHappened`, look for the name before asking again.
    /// - Returns: The AMI's id; it is still pending.
    public func createImage(_ request: CreateImageRequest) async throws(AWSError) -> String {
        guard (3...128).contains(request.name.count) else {
            throw refusal("CreateImage", "the name '\(request.name)' must have 3 to 128 characters")
        }
        var form = form("CreateImage")
        form.repetition = .unsafe
        form.add("InstanceId", request.instanceID)
        form.add("Name", request.name)
        form.add("Description", request.description)
        form.add("NoReboot", request.noReboot ? true : nil)
        try form.add(tagSpecifications: request.tags)
        return try await client.send(form) { xml throws(XMLError) in try xml.requiredChild("imageId") }
    }

    /// What CreateImage needs to know.
    public struct CreateImageRequest: Hashable, Sendable {
        /// The instance.
        public var instanceID: String
        /// The AMI's name, unique in the account and region.
        public var name: String
        /// What people should know of it.
        public var description: String?
        /// Leaves the instance running; its file system may then be caught in the middle of a change.
        public var noReboot: Bool
        /// Tags by resource type: `image`, `snapshot`.
        public var tags: [String: [AWSTag]]

        /// A request from its parts.
        public init(
            instanceID: String, name: String, description: String? = nil, noReboot: Bool = false,
            tags: [String: [AWSTag]] = [:]
        ) {
            self.instanceID = instanceID
            self.name = name
            self.description = description
            self.noReboot = noReboot
            self.tags = tags
        }
    }

    /// Makes an AMI unusable for new instances. Its snapshots stay.
    public func deregisterImage(_ image: String) async throws(AWSError) {
        try check([image], "DeregisterImage")
        var form = form("DeregisterImage")
        form.add("ImageId", image)
        try await client.send(form)
    }
}

extension EC2.Image {
    init(_ xml: XMLReader) throws(XMLError) {
        var id: String?
        var state: String?
        self.init(id: "", name: "", state: .pending, ownerID: "")
        try xml.forEachChild { name throws(XMLError) in
            switch name {
            case "imageId": id = try xml.text()
            case "imageState": state = try xml.text()
            case "name": self.name = try xml.text()
            case "imageOwnerId": ownerID = try xml.text()
            case "creationDate": creationDate = try xml.date()
            case "description": description = try xml.text()
            case "tagSet": tags = try xml.tags("item")
            case "blockDeviceMapping":
                blockDevices = try xml.list("item") { () throws(XMLError) in try EC2.ImageBlockDevice(xml) }
            case "architecture": architecture = try xml.text()
            case "rootDeviceName": rootDeviceName = try xml.text()
            case "isPublic": isPublic = try xml.boolean()
            case "stateReason": stateReason = try xml.child("message")
            default: break
            }
        }
        self.id = try xml.require(id, "imageId", in: "item")
        self.state = EC2.ImageState(rawValue: try xml.require(state, "imageState", in: "item"))
    }
}

extension EC2.ImageBlockDevice {
    init(_ xml: XMLReader) throws(XMLError) {
        self.init(deviceName: "", snapshotID: nil, encrypted: false, volumeSize: nil)
        try xml.forEachChild { name throws(XMLError) in
            switch name {
            case "deviceName": deviceName = try xml.text()
            case "ebs":
                try xml.forEachChild { name throws(XMLError) in
                    switch name {
                    case "snapshotId": snapshotID = try xml.text()
                    case "encrypted": encrypted = try xml.boolean()
                    case "volumeSize": volumeSize = try xml.integer()
                    default: break
                    }
                }
            default: break
            }
        }
    }
}
