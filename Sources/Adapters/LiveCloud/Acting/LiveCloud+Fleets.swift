import AWS
import FoundationEssentials
import Model
import Planning
import Reconciliation

extension LiveCloud {
    /// Launches into the subnets that have the fewest instances of the fleet, and waits until EC2 shows the instances to
    /// whoever looks: the next look would otherwise take them for missing.
    ///
    /// Each subnet is a call of its own with a token of its own. The instances of the order itself don't count for where the
    /// fewest are, so that repeating the order asks for the same and launches nothing twice.
    func launch(_ launch: LaunchInstances, _ order: ActionOrder) async throws -> ActionResult {
        let session = try await session(for: launch.environment, order)
        let placement = try await Placement.find(for: launch, session)
        let counts = try await placement.spread(launch.count, of: launch, order, session)
        let tags = AWSTag.list(launch.tags(in: order.desired.project, action: order.id))
        var launched: [String] = []
        for (subnet, count) in counts {
            do {
                let instances = try await session.ec2.runInstances(
                    EC2.RunInstancesRequest(
                        clientToken: Self.token(order.id, subnet), imageID: launch.ami.text,
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
        try await Visibility(session: session, now: now, pause: pause).wait(for: launched, launchedBy: order.id)
        return ActionResult(summary: "launched \(launched.joined(separator: ", "))", created: launched)
    }

    /// At most EC2's 64 characters: 32 of the action, 24 of a subnet's id.
    private static func token(_ action: ActionID, _ subnet: String?) -> String {
        String("\(action)-\(subnet ?? "default")".prefix(64))
    }

    func start(_ start: StartInstances, _ order: ActionOrder) async throws -> ActionResult {
        let ids = start.instances.map(\.text)
        try await session(for: start.environment, order).ec2.startInstances(ids)
        return ActionResult(summary: "started \(ids.joined(separator: ", "))")
    }

    /// Reads the tags once more right before: what isn't tend's own is never terminated, whatever a plan says. Neither is
    /// what EC2 doesn't show now.
    func terminate(_ termination: TerminateInstances, _ order: ActionOrder) async throws -> ActionResult {
        let session = try await session(for: termination.environment, order)
        let ids = termination.instances.map(\.text)
        let described = try await session.ec2.describeInstances(.ids(ids)).collect()
        let project = order.desired.project.name.text
        let ours = described.filter {
            $0.tags[TagKey.project] == project && $0.tags[TagKey.environment] == termination.environment.text
        }
        let foreign = ids.filter { id in !ours.contains { $0.id == id } }
        guard foreign.isEmpty else {
            throw ActionFailure(
                message: "did not terminate \(ids.joined(separator: ", "))",
                cause: "\(foreign.joined(separator: ", ")) without the tags of \(project) \(termination.environment)",
                advice: "tend removes only what carries its own tags", disposition: .stalled)
        }
        try await session.ec2.terminateInstances(ids)
        return ActionResult(summary: "terminated \(ids.joined(separator: ", "))")
    }
}
