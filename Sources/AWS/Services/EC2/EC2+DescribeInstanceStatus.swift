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
    ///   - selection: Which; at most 100 ids here.
    ///   - includingAll: Also of those that are not running.
    public func describeInstanceStatus(
        _ selection: Selection, includingAll: Bool = false, pageSize: Int = 1000
    ) -> Pages<InstanceStatus> {
        Pages(.ec2, "DescribeInstanceStatus") { token throws(AWSError) in
            var form = form("DescribeInstanceStatus")
            try add(selection, ids: "InstanceId", most: 100, pageSize: pageSize, token: token, to: &form)
            form.add("IncludeAllInstances", includingAll ? true : nil)
            return try await client.send(form) { xml throws(XMLError) in
                try page(xml, "instanceStatusSet") { items throws(XMLError) in
                    items.append(try InstanceStatus(xml))
                }
            }
        }
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
