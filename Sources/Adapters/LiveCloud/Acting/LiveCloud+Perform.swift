import AWS
import FoundationEssentials
import Model
import Planning
import Reconciliation

extension LiveCloud: CloudWriter {
    /// Has one effect on AWS and waits until AWS has accepted it; for a command, until every invocation has ended.
    public func perform(_ order: ActionOrder) async throws(ActionFailure) -> ActionResult {
        do {
            switch order.action {
            case .buildImage:
                throw ActionFailure(message: "images are built by packer, not by a call to AWS", disposition: .stalled)
            case .shareImage(let it): return try await share(it, order)
            case .publishImage(let it): return try await publish(it, order)
            case .createStack(let it): return try await create(it, order)
            case .launchInstances(let it): return try await launch(it, order)
            case .startInstances(let it): return try await start(it, order)
            case .terminateInstances(let it): return try await terminate(it, order)
            case .runCommand(let it): return try await run(it, order)
            case .followCommand(let it): return try await follow(it, order)
            case .deleteStack(let it): return try await delete(it, order)
            case .deleteParameters(let it): return try await delete(it, order)
            case .placeHold(let it): return try await place(it, order)
            case .liftHold(let it): return try await lift(it, order)
            }
        } catch {
            throw ActionFailure(error, "\(order.action.line) in \(order.action.environment)")
        }
    }

    /// The session of the account that an environment is in.
    func session(for environment: EnvironmentName, _ order: ActionOrder) async throws -> AccountSession {
        try await sessions.session(for: environment.environmentClass, of: order.desired.project)
    }
}
