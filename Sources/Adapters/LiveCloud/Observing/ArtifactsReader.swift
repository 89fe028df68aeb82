import AWS
import FoundationEssentials
import Model

/// Reads the images that tend made from the devops account.
struct ArtifactsReader {
    let session: AccountSession
    let project: Project

    func read() async throws -> ActualArtifacts {
        let images = try await session.ec2
            .describeImages(.filters([.tag(TagKey.project, project.name.text)]), owners: ["self"]).collect()
        return ActualArtifacts(
            account: session.account, images: try images.compactMap(machineImage).sorted { $0.id < $1.id })
    }

    /// The same with the accounts that may launch each AMI, for those that `isWanted`.
    func withPermissions(
        _ artifacts: ActualArtifacts, where isWanted: @Sendable (MachineImage) -> Bool
    ) async throws -> ActualArtifacts {
        let ids = artifacts.images.filter { $0.state == .available && isWanted($0) }.map(\.id)
        let permissions = try await withThrowingTaskGroup { group in
            for id in ids {
                group.addTask {
                    let permissions = try await session.ec2.describeImageAttributeLaunchPermission(id.text)
                    return (id, Set(permissions.compactMap { $0.userID.flatMap(AccountID.init) }))
                }
            }
            return try await group.reduce(into: [AMIID: Set<AccountID>]()) { $0[$1.0] = $1.1 }
        }
        var artifacts = artifacts
        for index in artifacts.images.indices {
            artifacts.images[index].sharedWith = permissions[artifacts.images[index].id] ?? []
        }
        return artifacts
    }

    /// `nil` for one that was deregistered. One with tend's tag and without the others is an error: taking it for absent
    /// would build it again.
    private func machineImage(_ image: EC2.Image) throws -> MachineImage? {
        guard image.state != .deregistered else { return nil }
        guard let id = AMIID(image.id) else { throw UnexpectedAnswer("EC2 names an AMI '\(image.id)'") }
        return MachineImage(
            id: id, name: image.name, image: try tag(TagKey.image, of: image),
            version: try tag(TagKey.version, of: image),
            step: try tag(TagKey.step, of: image), inputs: try tag(TagKey.inputs, of: image),
            state: state(of: image), snapshots: image.snapshotIDs.compactMap(SnapshotID.init), sharedWith: [],
            createdAt: image.creationDate ?? Date(timeIntervalSince1970: 0))
    }

    private func tag<Value: Identity>(_ key: String, of image: EC2.Image) throws -> Value {
        guard let text = image.tags[key] else {
            throw UnexpectedAnswer(
                "\(image.id) has the tag \(TagKey.project) and no tag \(key); add it, or remove \(TagKey.project)")
        }
        guard let value = Value(text) else {
            throw UnexpectedAnswer("the tag \(key) of \(image.id) is '\(text)'; it must be \(Value.rule)")
        }
        return value
    }

    private func state(of image: EC2.Image) -> MachineImageState {
        switch image.state {
        case .available: .available
        case .pending: .pending
        default: .failed
        }
    }
}
