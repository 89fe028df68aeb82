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
    public func registerImage(_ ami: AMIID, built order: BuildOrder) async throws(ActionFailure) {
        do {
            let session = try await sessions.session(for: .devops, of: order.project)
            let images = try await session.ec2.describeImages(.ids([ami.text])).collect()
            let snapshots = images.flatMap(\.snapshotIDs)
            try await session.ec2.createTags(AWSTag.list(order.tags), on: [ami.text] + snapshots)
        } catch {
            throw ActionFailure(error, "tag \(ami) as \(order.build.image)@\(order.build.version)")
        }
    }
}
