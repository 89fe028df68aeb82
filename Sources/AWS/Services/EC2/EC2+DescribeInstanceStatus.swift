import XML

extension EC2 {
    /// What EC2's checks say of an instance.
    public struct InstanceStatus: Hashable, Sendable {
        /// The instance.
        public var instanceID: String
        /// Where it is in its life.
        public var state: InstanceState
        /// Whether the instance itself can be reached.
        public var instanceStatus: CheckStatus
        /// Whether the host under it works.
        public var systemStatus: CheckStatus
    }

    /// What a status check says.
    public struct CheckStatus: Word {
        /// The word as EC2 writes it.
        public let rawValue: String
        /// A word, known or not.
        public init(rawValue: String) { self.rawValue = rawValue }
        /// It passed.
        public static let ok = CheckStatus(rawValue: "ok")
        /// It failed.
        public static let impaired = CheckStatus(rawValue: "impaired")
        /// The checks have not run yet.
        public static let initializing = CheckStatus(rawValue: "initializing")
        /// Nothing is known.
        public static let insufficientData = CheckStatus(rawValue: "insufficient-data")
        /// The instance isn't running.
        public static let notApplicable = CheckStatus(rawValue: "not-applicable")
    }

    /// The status checks of instances.
    /// - Parameters:
    ///   - selection: Which; EC2 takes no tag filters here.
    ///   - includingAll: Also of those that are not running.
    ///   - pageSize: 5 to 1,000 a call; not used with ids.
    public func describeInstanceStatus(
        _ selection: Selection, includingAll: Bool = false, pageSize: Int = 1000
    ) -> Pages<InstanceStatus> {
        pages(
            Listing(
                operation: "DescribeInstanceStatus", selection: selection, idParameter: "InstanceId", idsPerCall: 100,
                pageSize: pageSize, element: "instanceStatusSet",
                parameters: includingAll ? ["IncludeAllInstances": "true"] : [:])
        ) { xml, items throws(XMLError) in items.append(try InstanceStatus(xml)) }
    }
}

extension EC2.InstanceStatus {
    init(_ xml: XMLReader) throws(XMLError) {
        var id: String?
        var state: String?
        var instance: String?
        var system: String?
        try xml.forEachChild { name throws(XMLError) in
            switch name {
            case "instanceId": id = try xml.text()
            case "instanceState": state = try xml.child("name")
            case "instanceStatus": instance = try xml.child("status")
            case "systemStatus": system = try xml.child("status")
            default: break
            }
        }
        self.init(
            instanceID: try xml.require(id, "instanceId", in: "item"),
            state: EC2.InstanceState(rawValue: try xml.require(state, "instanceState", in: "item")),
            instanceStatus: EC2.CheckStatus(rawValue: instance ?? "insufficient-data"),
            systemStatus: EC2.CheckStatus(rawValue: system ?? "insufficient-data"))
    }
}
