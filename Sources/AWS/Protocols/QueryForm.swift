/// A request of the query protocols: names and values, sent as a form.
struct QueryForm: Sendable {
    let service: AWSService
    let operation: String
    var repetition = Repetition.safe
    private(set) var fields: [(name: String, value: String)]

    init(action: String, service: AWSService) {
        self.service = service
        operation = action
        let version =
            switch service.wire {
            case .ec2Query(let version), .query(let version): version
            case .json, .restXML: ""
            }
        fields = [("Action", action), ("Version", version)]
    }

    /// Adds a field; `nil` adds nothing.
    mutating func add(_ name: String, _ value: String?) {
        if let value { fields.append((name, value)) }
    }

    mutating func add(_ name: String, _ value: Int?) {
        add(name, value.map { String($0) })
    }

    mutating func add(_ name: String, _ value: Bool?) {
        add(name, value.map { $0 ? "true" : "false" })
    }

    /// Adds `Name.1`, `Name.2` and so on. An empty list adds nothing.
    mutating func add(list name: String, _ values: [String]) {
        for (index, value) in values.enumerated() { add("\(name).\(index + 1)", value) }
    }

    /// Adds tags, or says which of them AWS would refuse.
    mutating func add(tags: [AWSTag], _ name: String) throws(AWSError) {
        guard tags.count <= 50 else {
            throw AWSError(service, operation, .refused("\(tags.count) tags; AWS takes 50 a resource"))
        }
        for (index, tag) in tags.enumerated() {
            guard (1...127).contains(tag.key.count), !tag.key.hasPrefix("aws:") else {
                let rule = "must have 1 to 127 characters and not begin with 'aws:'"
                throw AWSError(service, operation, .refused("the tag key '\(tag.key.prefix(130))' \(rule)"))
            }
            guard tag.value.count <= 256 else {
                throw AWSError(
                    service, operation,
                    .refused("the tag '\(tag.key)' has \(tag.value.count) characters; AWS takes 256"))
            }
            add("\(name).\(index + 1).Key", tag.key)
            add("\(name).\(index + 1).Value", tag.value)
        }
    }

    /// Adds the tags of what an EC2 call creates, by resource type.
    mutating func add(tagSpecifications: [String: [AWSTag]]) throws(AWSError) {
        let specifications = tagSpecifications.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
        for (index, specification) in specifications.enumerated() {
            add("TagSpecification.\(index + 1).ResourceType", specification.key)
            try add(tags: specification.value, "TagSpecification.\(index + 1).Tag")
        }
    }

    /// The form as it goes over the wire.
    var body: [UInt8] {
        Array(
            fields.map { "\(PercentEncoding.encodeForm($0.name))=\(PercentEncoding.encodeForm($0.value))" }
                .joined(separator: "&").utf8)
    }
}
