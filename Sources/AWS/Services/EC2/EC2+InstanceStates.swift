import XML

extension EC2 {
    /// What a start, stop or termination changed.
    public struct InstanceStateChange: Hashable, Sendable {
        /// The instance.
        public var instanceID: String
        /// Where it was.
        public var previousState: InstanceState
        /// Where it is now.
        public var currentState: InstanceState
    }

    /// Starts stopped instances. One that runs is no error. One id that doesn't exist fails the call.
    @discardableResult
    public func startInstances(_ ids: [String]) async throws(AWSError) -> [InstanceStateChange] {
        try await change("StartInstances", ids)
    }

    /// Stops instances.
    @discardableResult
    public func stopInstances(_ ids: [String]) async throws(AWSError) -> [InstanceStateChange] {
        try await change("StopInstances", ids)
    }

    /// Terminates instances for good. One that is gone is no error; one that is protected keeps those of its zone in
    /// the same call alive, and one id that doesn't exist fails the call.
    @discardableResult
    public func terminateInstances(_ ids: [String]) async throws(AWSError) -> [InstanceStateChange] {
        try await change("TerminateInstances", ids)
    }

    private func change(_ operation: String, _ ids: [String]) async throws(AWSError) -> [InstanceStateChange] {
        try check(ids, operation)
        var form = form(operation)
        form.add(list: "InstanceId", ids)
        return try await client.send(form) { xml throws(XMLError) in
            try xml.requiredList("instancesSet", "item") { () throws(XMLError) in try InstanceStateChange(xml) }
        }
    }
}

extension EC2.InstanceStateChange {
    init(_ xml: XMLReader) throws(XMLError) {
        var id: String?
        var previous = ""
        var current: String?
        try xml.forEachChild { name throws(XMLError) in
            switch name {
            case "instanceId": id = try xml.text()
            case "previousState": previous = try xml.child("name") ?? ""
            case "currentState": current = try xml.child("name")
            default: break
            }
        }
        self.init(
            instanceID: try xml.require(id, "instanceId", in: "item"),
            previousState: EC2.InstanceState(rawValue: previous),
            currentState: EC2.InstanceState(rawValue: try xml.require(current, "currentState", in: "item")))
    }
}
