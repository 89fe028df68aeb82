import AWS
import Model
import Reconciliation

/// The subnets and security groups that a launch's selectors stand for.
struct Placement {
    /// In order; empty for the default VPC.
    var subnets: [String]
    var securityGroups: [String]

    /// Looks up the selectors of a launch.
    /// - Throws: When a selector matches nothing, or no security group is in the VPC of the subnets.
    static func find(for launch: LaunchInstances, _ session: AccountSession) async throws -> Placement {
        var placement = Placement(subnets: [], securityGroups: [])
        var networks: Set<String> = []
        if let selector = launch.settings.subnets {
            let subnets = try await session.ec2.describeSubnets(selection(selector)).collect()
            guard !subnets.isEmpty else { throw nothing("subnets", selector, launch, session) }
            placement.subnets = subnets.map(\.id).sorted()
            networks = Set(subnets.map(\.vpcID))
        }
        if let selector = launch.settings.securityGroups {
            let groups = try await session.ec2.describeSecurityGroups(selection(selector)).collect()
                .filter { group in networks.isEmpty || group.vpcID.map(networks.contains) ?? false }
            guard !groups.isEmpty else { throw nothing("security_groups", selector, launch, session) }
            placement.securityGroups = groups.map(\.id).sorted()
        }
        return placement
    }

    /// How many instances go into each subnet, so that the fleet ends up as even as it can.
    func spread(
        _ count: Int, of launch: LaunchInstances, _ order: ActionOrder, _ session: AccountSession
    ) async throws -> [(subnet: String?, count: Int)] {
        guard !subnets.isEmpty else { return [(nil, count)] }
        guard subnets.count > 1 else { return [(subnets[0], count)] }
        let fleet = try await session.ec2.describeInstances(
            .filters([
                .tag(TagKey.project, order.desired.project.name.text),
                .tag(TagKey.environment, launch.environment.text),
                .tag(TagKey.fleet, launch.fleet.text),
                EC2.Filter("instance-state-name", ["pending", "running", "stopping", "stopped"]),
            ])
        ).collect().filter { $0.tags[TagKey.action] != order.id.text }
        var population = Dictionary(uniqueKeysWithValues: subnets.map { ($0, 0) })
        for subnet in fleet.compactMap(\.subnetID) where population[subnet] != nil {
            population[subnet, default: 0] += 1
        }
        return Self.spread(count, over: population)
    }

    /// One instance after the other goes where the fewest are; ties go by name.
    static func spread(_ count: Int, over population: [String: Int]) -> [(subnet: String?, count: Int)] {
        var population = population
        var counts: [String: Int] = [:]
        for _ in 0..<count {
            guard let least = population.min(by: { ($0.value, $0.key) < ($1.value, $1.key) })?.key else { break }
            population[least, default: 0] += 1
            counts[least, default: 0] += 1
        }
        return counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    private static func selection(_ selector: ResourceSelector) -> EC2.Selection {
        switch selector {
        case .ids(let ids): .ids(ids)
        case .tags(let tags): .filters(tags.sorted { $0.key < $1.key }.map { .tag($0.key, $0.value) })
        }
    }

    private static func nothing(
        _ key: String, _ selector: ResourceSelector, _ launch: LaunchInstances, _ session: AccountSession
    ) -> ActionFailure {
        let text =
            switch selector {
            case .ids(let ids): ids.joined(separator: ", ")
            case .tags(let tags):
                tags.sorted { $0.key < $1.key }.map { "tag:\($0.key): \($0.value)" }.joined(separator: ", ")
            }
        return ActionFailure(
            message: "could not launch \(launch.fleet) in \(launch.environment)",
            cause: "'\(key): { \(text) }' matches nothing in account \(session.account), \(session.region)",
            advice: "mend the selector in environments/\(launch.environment).yaml, or make the network first",
            disposition: .stalled)
    }
}
