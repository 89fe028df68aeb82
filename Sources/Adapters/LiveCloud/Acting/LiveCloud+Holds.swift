import AWS
import FoundationEssentials
import Model
import Reconciliation

extension LiveCloud {
    func place(_ placement: PlaceHold, _ order: ActionOrder) async throws -> ActionResult {
        let name = ParameterName(project: order.desired.project.name).hold(placement.environment)
        let value = try HoldDocument.text(of: placement.hold)
        guard value.utf8.count <= HoldDocument.byteLimit else {
            throw ActionFailure(
                message: "could not hold \(placement.environment) at release \(placement.hold.release)",
                cause: "the release takes \(value.utf8.count) bytes, a parameter \(HoldDocument.byteLimit)",
                advice: "revert the commit in git instead; user data is usually what takes the room",
                disposition: .stalled)
        }
        _ = try await session(for: placement.environment, order).ssm.putParameter(
            SSM.PutParameterRequest(
                name: name, value: value, description: "tend keeps \(placement.environment) at this release",
                tier: "Intelligent-Tiering"))
        return ActionResult(summary: "\(placement.environment) is held at release \(placement.hold.release)")
    }

    func lift(_ lifting: LiftHold, _ order: ActionOrder) async throws -> ActionResult {
        let name = ParameterName(project: order.desired.project.name).hold(lifting.environment)
        _ = try await session(for: lifting.environment, order).ssm.deleteParameters([name])
        return ActionResult(summary: "\(lifting.environment) follows git again")
    }
}
