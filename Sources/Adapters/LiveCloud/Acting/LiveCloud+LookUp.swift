import AWS
import FoundationEssentials
import Model
import Planning
import Reconciliation

extension LiveCloud {
    /// Finds an action's effect by the id that it left in AWS. What can be repeated without harm isn't looked for: the next
    /// look shows what is left of it.
    public func lookUp(_ order: ActionOrder) async throws(ActionFailure) -> LookUpAnswer {
        do {
            switch order.action {
            case .buildImage(let build): return try await lookUp(build, order)
            case .launchInstances(let launch): return try await lookUp(launch, order)
            case .runCommand(let run): return try await lookUp(run, order)
            case .shareImage, .publishImage, .createStack, .startInstances, .terminateInstances, .followCommand,
                .deleteStack, .deleteParameters, .placeHold, .liftHold:
                return .indeterminate("it can be repeated without harm, and is if something is left to do")
            }
        } catch {
            throw ActionFailure(error, "find out what became of an earlier attempt to \(order.action.line)")
        }
    }

    /// Packer tags nothing of tend's, so a build that was cut off right after its end has left an AMI that only its name
    /// tells. It is taken over: nobody else makes AMIs of that name, and the intent says what it was made from.
    private func lookUp(_ build: BuildImage, _ order: ActionOrder) async throws -> LookUpAnswer {
        guard let definition = order.desired.images[build.image],
            let step = definition.steps.first(where: { $0.id == build.step }), definition.version == build.version,
            step.inputs == build.inputs
        else { return .indeterminate("the files no longer say how \(build.image)@\(build.version) was made") }
        let name = definition.amiName(of: step.id)
        let ec2 = try await session(for: .devops, order).ec2
        let images = try await ec2.describeImages(.filters([EC2.Filter("name", [name])]), owners: ["self"]).collect()
        guard let image = images.first, images.count == 1, let ami = AMIID(image.id) else {
            return .notDone("there is no AMI named \(name)")
        }
        if image.state == .pending {
            throw ActionFailure(message: "\(ami) (\(name)) is still being made", disposition: .retry(afterSeconds: 10))
        }
        guard image.state == .available else { return .indeterminate("\(ami) (\(name)) is \(image.state)") }
        if image.tags[TagKey.project] == nil {
            try await registerImage(
                ami,
                built: BuildOrder(
                    id: order.id, build: build, definition: definition, step: step, project: order.desired.project))
        }
        return .done(ActionResult(summary: "\(ami) (\(name)) was built", created: [ami.text]))
    }

    /// The receipts are written before a command is sent, and SSM's list lags behind both.
    private func lookUp(_ run: RunCommand, _ order: ActionOrder) async throws -> LookUpAnswer {
        let session = try await session(for: run.environment, order)
        let sent = try await CommandTracker(session: session, pause: pause).sentCommands(by: order.id)
        guard sent.isEmpty else {
            return .done(ActionResult(summary: "it was sent; the receipts say what is to be followed"))
        }
        let key = TagKey.command(run.command)
        let marked = try await session.ec2.describeInstances(.filters([.tag(key, "*\(order.id)")])).collect()
        return marked.isEmpty
            ? .notDone("no instance has its receipt, which is written before a command is sent")
            : .indeterminate("SSM's list doesn't show it, and the receipts do; they are followed")
    }

    private func lookUp(_ launch: LaunchInstances, _ order: ActionOrder) async throws -> LookUpAnswer {
        let ec2 = try await session(for: launch.environment, order).ec2
        let instances = try await ec2.describeInstances(.filters([.tag(TagKey.action, order.id.text)])).collect()
        guard !instances.isEmpty else { return .notDone("no instance has the tag \(TagKey.action)=\(order.id)") }
        let ids = instances.map(\.id).sorted()
        return .done(ActionResult(summary: "launched \(ids.joined(separator: ", "))", created: ids))
    }
}
