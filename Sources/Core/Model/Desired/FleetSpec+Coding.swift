/// How capacities and selectors stand in JSON: in releases, holds and the audit trail, which outlive the code that wrote them.
/// Each is an object with one key that says which case it is.

extension FleetCapacity {
    private enum CodingKeys: String, CodingKey {
        case replicas
        case autoscalingGroup
    }

    /// Reads `{"replicas": 2}` or `{"autoscalingGroup": "prd-batch"}`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if let group = try container.decodeIfPresent(String.self, forKey: .autoscalingGroup) {
            self = .autoscalingGroup(group)
        } else {
            self = .replicas(try container.decode(Int.self, forKey: .replicas))
        }
    }

    /// Writes `{"replicas": 2}` or `{"autoscalingGroup": "prd-batch"}`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .replicas(let count): try container.encode(count, forKey: .replicas)
        case .autoscalingGroup(let group): try container.encode(group, forKey: .autoscalingGroup)
        }
    }
}

extension ResourceSelector {
    private enum CodingKeys: String, CodingKey {
        case ids
        case tags
    }

    /// Reads `{"ids": ["subnet-0abc"]}` or `{"tags": {"Name": "prd-*"}}`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if let tags = try container.decodeIfPresent([String: String].self, forKey: .tags) {
            self = .tags(tags)
        } else {
            self = .ids(try container.decode([String].self, forKey: .ids))
        }
    }

    /// Writes `{"ids": ["subnet-0abc"]}` or `{"tags": {"Name": "prd-*"}}`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .ids(let ids): try container.encode(ids, forKey: .ids)
        case .tags(let tags): try container.encode(tags, forKey: .tags)
        }
    }
}
