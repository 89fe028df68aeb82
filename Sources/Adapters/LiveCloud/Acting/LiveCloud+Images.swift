import AWS
import FoundationEssentials
import Model
import Reconciliation

extension LiveCloud {
    /// Launching needs the permission on the AMI; copying it, or making volumes of it, that on its snapshots too.
    func share(_ share: ShareImage, _ order: ActionOrder) async throws -> ActionResult {
        let ec2 = try await session(for: .devops, order).ec2
        let accounts = share.accounts.map(\.text)
        for snapshot in share.snapshots {
            try await ec2.modifySnapshotAttribute(snapshot.text, addCreateVolumePermission: accounts)
        }
        try await ec2.modifyImageAttribute(share.ami.text, addLaunchPermission: accounts)
        return ActionResult(summary: "shared \(share.ami) with \(accounts.joined(separator: ", "))")
    }

    func publish(_ publication: PublishImage, _ order: ActionOrder) async throws -> ActionResult {
        let name = ParameterName(project: order.desired.project.name)
            .image(publication.image, publication.environment)
        _ = try await session(for: publication.environment, order).ssm.putParameter(
            SSM.PutParameterRequest(
                name: name, value: publication.ami.text,
                description: "\(publication.image)@\(publication.version), written by tend",
                dataType: "aws:ec2:image"))
        return ActionResult(summary: "published \(publication.ami) as \(name)", created: [name])
    }

    /// Tags an AMI that was just built, and its snapshots.
    ///
    /// It tries for some minutes: an AMI without tags is nobody's, and keeps its name from the next build of the step.
    public func registerImage(_ ami: AMIID, built order: BuildOrder) async throws(ActionFailure) {
        let deadline = now().addingTimeInterval(Self.registrationSeconds)
        var delay = Duration.seconds(1)
        while true {
            do {
                return try await tag(ami, order)
            } catch {
                let failure = ActionFailure(error, "tag \(ami) as \(order.build.image)@\(order.build.version)")
                guard case .retry = failure.disposition, now() < deadline else { throw failure }
                do {
                    try await pause(delay)
                } catch {
                    throw failure
                }
                delay = min(delay * 2, .seconds(20))
            }
        }
    }

    private static let registrationSeconds: Double = 180

    private func tag(_ ami: AMIID, _ order: BuildOrder) async throws {
        let ec2 = try await sessions.session(for: .devops, of: order.project).ec2
        let images = try await ec2.describeImages(.ids([ami.text])).collect()
        try await ec2.createTags(AWSTag.list(order.tags), on: [ami.text] + images.flatMap(\.snapshotIDs))
    }
}
