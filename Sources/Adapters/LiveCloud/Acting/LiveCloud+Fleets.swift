import AWS
import FoundationEssentials
import Model
import Planning
import Reconciliation

extension LiveCloud {
    /// Launches into the subnets that have the fewest instances of the fleet. Each subnet is a call of its own with a token
    /// of its own, so that repeating the order launches nothing twice.
    func launch(_ launch: LaunchInstances, _ order: ActionOrder) async throws -> ActionResult {
        let session = try await session(for: launch.environment, order)
        let placement = try await Placement.find(for: launch, session)
        let counts = try await placement.spread(launch.count, of: launch, order.desired.project, session)
        let tags = AWSTag.list(launch.tags(in: order.desired.project, action: order.id))
        var launched: [String] = []
        for (index, (subnet, count)) in counts.enumerated() {
            do {
                let instances = try await session.ec2.runInstances(
                    EC2.RunInstancesRequest(
                        clientToken: "\(order.id)-\(index)", imageID: launch.ami.text,
                        instanceType: launch.settings.instanceType ?? "", count: count, subnetID: subnet,
                        securityGroupIDs: placement.securityGroups,
                        instanceProfileName: launch.settings.instanceProfile,
                        userData: launch.settings.userData.map { Array($0.utf8) },
                        tags: ["instance": tags, "volume": tags]))
                launched += instances.map(\.id)
            } catch {
                guard !launched.isEmpty else { throw error }
                var failure = ActionFailure(error, "launch the rest of \(launch.count) instances of \(launch.fleet)")
                failure.effect = .partial
                throw failure
            }
        }
        return ActionResult(summary: "launched \(launched.joined(separator: ", "))", created: launched)
    }

    func start(_ start: StartInstances, _ order: ActionOrder) async throws -> ActionResult {
        let ids = start.instances.map(\.text)
        try await session(for: start.environment, order).ec2.startInstances(ids)
        return ActionResult(summary: "started \(ids.joined(separator: ", "))")
    }

    /// Reads the tags once more right before: what isn't tend's own is never terminated, whatever a plan says.
    func terminate(_ termination: TerminateInstances, _ order: ActionOrder) async throws -> ActionResult {
        let session = try await session(for: termination.environment, order)
        let ids = termination.instances.map(\.text)
        let described = try await session.ec2.describeInstances(.ids(ids)).collect()
        let project = order.desired.project.name.text
        let foreign = described.filter {
            $0.tags[TagKey.project] != project || $0.tags[TagKey.environment] != termination.environment.text
        }
        guard foreign.isEmpty else {
            throw ActionFailure(
                message: "did not terminate \(ids.joined(separator: ", "))",
                cause: "\(foreign.map(\.id).joined(separator: ", ")) without the tags of \(project) "
                    + "\(termination.environment)",
                advice: "tend removes only what carries its own tags", disposition: .stalled)
        }
        try await session.ec2.terminateInstances(ids)
        return ActionResult(summary: "terminated \(ids.joined(separator: ", "))")
    }
}
