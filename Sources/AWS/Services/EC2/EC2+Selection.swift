extension EC2 {
    /// Which resources a read is about. That all are meant must be said: EC2 takes an empty list of ids for "all".
    public enum Selection: Hashable, Sendable {
        /// These, at least one; many are split over several calls. EC2 fails a call when one of its ids doesn't exist.
        case ids([String])
        /// Those that match every filter; at least one filter.
        case filters([Filter])
        /// Everything that the account has in the region.
        case all
    }

    /// A condition: one of the values, with `*` and `?` as wildcards, matches.
    public struct Filter: Hashable, Sendable {
        /// Such as `instance-state-name` or `tag:Name`.
        public var name: String
        /// 1 to 200 values.
        public var values: [String]

        /// A filter from its parts.
        public init(_ name: String, _ values: [String]) {
            self.name = name
            self.values = values
        }

        /// Resources with a tag of this key and one of these values.
        public static func tag(_ key: String, _ values: String...) -> Filter { Filter("tag:\(key)", values) }
    }

    func add(_ filters: [Filter], to form: inout QueryForm) throws(AWSError) {
        var count = 0
        for (index, filter) in filters.enumerated() {
            guard !filter.values.isEmpty else {
                throw refusal(form.operation, "the filter '\(filter.name)' has no values and would match nothing")
            }
            count += filter.values.count
            form.add("Filter.\(index + 1).Name", filter.name)
            form.add(list: "Filter.\(index + 1).Value", filter.values)
        }
        guard count <= 200 else {
            throw refusal(form.operation, "\(count) filter values; EC2 takes 200 a call, so split them")
        }
    }

    /// Refuses a list of ids that EC2 would take for "everything" or not at all.
    func check(_ ids: [String], _ operation: String, most: Int = 1000) throws(AWSError) {
        guard !ids.isEmpty else {
            throw refusal(operation, "the list of ids is empty, which EC2 takes for everything")
        }
        guard ids.count <= most else {
            throw refusal(operation, "\(ids.count) ids; EC2 takes \(most) a call, so split them")
        }
        guard ids.allSatisfy({ !$0.isEmpty }) else { throw refusal(operation, "an id is empty") }
    }

    func refusal(_ operation: String, _ why: String) -> AWSError {
        AWSError(.ec2, operation, .refused(why))
    }
}
