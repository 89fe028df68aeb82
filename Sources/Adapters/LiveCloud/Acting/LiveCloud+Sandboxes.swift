import AWS
import FoundationEssentials
import Model
import Reconciliation

extension LiveCloud {
    func create(_ create: CreateStack, _ order: ActionOrder) async throws -> ActionResult {
        let project = order.desired.project
        let name = StackName(project: project.name).name(of: create.environment)
        var tags = project.tags
        tags[project.environmentTag] = create.environment.text
        tags[TagKey.project] = project.name.text
        tags[TagKey.environment] = create.environment.text
        tags[TagKey.digest] = create.stack.digest.text
        tags[TagKey.action] = order.id.text
        let cloudFormation = try await session(for: create.environment, order).cloudFormation
        do {
            let id = try await cloudFormation.createStack(
                CloudFormation.CreateStackRequest(
                    stackName: name, templateBody: create.stack.template, parameters: create.stack.parameters,
                    tags: AWSTag.list(tags), clientRequestToken: order.id.text))
            return ActionResult(summary: "creating the stack \(name)", created: [id])
        } catch {
            guard error.code == "AlreadyExistsException" else { throw error }
            // An answer that was lost, or somebody else's stack: its tags tell.
            let stack = try await cloudFormation.describeStack(name)
            guard stack?.tags[TagKey.action] == order.id.text else {
                throw ActionFailure(
                    message: "did not create the stack \(name)", cause: "there is one that tend did not make for this",
                    advice: "delete it or give it another name, then tend makes its own", disposition: .stalled)
            }
            return ActionResult(summary: "creating the stack \(name)", created: [name])
        }
    }

    /// Reads the stack's tags once more right before: what isn't tend's own is never deleted.
    func delete(_ deletion: DeleteStack, _ order: ActionOrder) async throws -> ActionResult {
        let cloudFormation = try await session(for: deletion.environment, order).cloudFormation
        let project = order.desired.project.name.text
        guard let stack = try await cloudFormation.describeStack(deletion.stack) else {
            return ActionResult(summary: "the stack \(deletion.stack) is gone already")
        }
        guard stack.tags[TagKey.project] == project, stack.tags[TagKey.environment] == deletion.environment.text else {
            throw ActionFailure(
                message: "did not delete the stack \(deletion.stack)",
                cause: "it is without the tags of \(project) \(deletion.environment)",
                advice: "tend removes only what carries its own tags", disposition: .stalled)
        }
        try await cloudFormation.deleteStack(deletion.stack, clientRequestToken: order.id.text)
        return ActionResult(summary: "deleting the stack \(deletion.stack)")
    }

    /// The names are tend's own by their form; no others are ever in the list.
    func delete(_ deletion: DeleteParameters, _ order: ActionOrder) async throws -> ActionResult {
        let names = ParameterName(project: order.desired.project.name)
        let paths = deletion.images.map { names.image($0, deletion.environment) }
        let ssm = try await session(for: deletion.environment, order).ssm
        for chunk in paths.chunked(by: 10) { _ = try await ssm.deleteParameters(chunk) }
        return ActionResult(summary: "deleted \(paths.joined(separator: ", "))")
    }
}
