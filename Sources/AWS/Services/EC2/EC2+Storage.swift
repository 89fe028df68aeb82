import FoundationEssentials
import XML

extension EC2 {
    /// A volume.
    public struct Volume: Hashable, Sendable {
        /// Its id.
        public var id: String
        /// `creating`, `available`, `in-use`, `deleting`, `deleted` or `error`.
        public var state: String
        /// In GiB.
        public var size: Int?
        /// Whether it is encrypted.
        public var encrypted: Bool
        /// The instances that it is attached to.
        public var instanceIDs: [String]
        /// Its tags.
        public var tags: [String: String]
    }

    /// A snapshot.
    public struct Snapshot: Hashable, Sendable {
        /// Its id.
        public var id: String
        /// `pending`, `completed`, `error`, `recoverable` or `recovering`.
        public var state: String
        /// The account that it belongs to.
        public var ownerID: String
        /// When it was begun.
        public var startTime: Date?
        /// What its maker said of it; EC2 names the AMI here.
        public var description: String
        /// Whether it is encrypted.
        public var encrypted: Bool
        /// Its tags.
        public var tags: [String: String]
    }

    /// Volumes.
    public func describeVolumes(_ selection: Selection) -> Pages<Volume> {
        pages(
            Listing(
                operation: "DescribeVolumes", selection: selection, idParameter: "VolumeId", pageSize: 500,
                element: "volumeSet")
        ) { xml, items throws(XMLError) in items.append(try Volume(xml)) }
    }

    /// Deletes a volume that is attached to nothing.
    public func deleteVolume(_ volume: String) async throws(AWSError) {
        try check([volume], "DeleteVolume")
        var form = form("DeleteVolume")
        form.add("VolumeId", volume)
        try await client.send(form)
    }

    /// Snapshots.
    /// - Parameters:
    ///   - selection: Which. `.all` needs an owner.
    ///   - owners: `self`, account ids.
    public func describeSnapshots(_ selection: Selection, owners: [String] = []) -> Pages<Snapshot> {
        guard selection != .all || !owners.isEmpty else {
            return refused("DescribeSnapshots", "without owner, id or filter it lists every public snapshot")
        }
        return pages(
            Listing(
                operation: "DescribeSnapshots", selection: selection, idParameter: "SnapshotId",
                element: "snapshotSet", lists: ["Owner": owners])
        ) { xml, items throws(XMLError) in items.append(try Snapshot(xml)) }
    }

    /// Deletes a snapshot that no AMI needs.
    public func deleteSnapshot(_ snapshot: String) async throws(AWSError) {
        try check([snapshot], "DeleteSnapshot")
        var form = form("DeleteSnapshot")
        form.add("SnapshotId", snapshot)
        try await client.send(form)
    }
}

extension EC2.Volume {
    init(_ xml: XMLReader) throws(XMLError) {
        var id: String?
        self.init(id: "", state: "", size: nil, encrypted: false, instanceIDs: [], tags: [:])
        try xml.forEachChild { name throws(XMLError) in
            switch name {
            case "volumeId": id = try xml.text()
            case "status": state = try xml.text()
            case "size": size = try xml.integer()
            case "encrypted": encrypted = try xml.boolean()
            case "attachmentSet":
                instanceIDs = try xml.list("item") { () throws(XMLError) in try xml.child("instanceId") ?? "" }
            case "tagSet": tags = try xml.tags("item")
            default: break
            }
        }
        self.id = try xml.require(id, "volumeId", in: "item")
    }
}

extension EC2.Snapshot {
    init(_ xml: XMLReader) throws(XMLError) {
        var id: String?
        self.init(id: "", state: "", ownerID: "", startTime: nil, description: "", encrypted: false, tags: [:])
        try xml.forEachChild { name throws(XMLError) in
            switch name {
            case "snapshotId": id = try xml.text()
            case "status": state = try xml.text()
            case "ownerId": ownerID = try xml.text()
            case "startTime": startTime = try xml.date()
            case "description": description = try xml.text()
            case "encrypted": encrypted = try xml.boolean()
            case "tagSet": tags = try xml.tags("item")
            default: break
            }
        }
        self.id = try xml.require(id, "snapshotId", in: "item")
    }
}
