import AuditTrail
import Model
import Planning

/// The release that a rollback goes to.
enum RollbackTarget {
    /// The named release; else the one before the latest; else, when the environment has left its latest release without
    /// arriving anywhere, that one.
    /// - Throws: When there is none, or when what it consists of is gone.
    static func choose(
        for environment: EnvironmentName, number: Int?, trail: AuditTrail, actual: ActualState
    ) async throws -> Release {
        let release = try await find(environment, number, trail, actual)
        guard case .observed(let artifacts) = actual.artifacts else {
            throw CommandFailure(
                message: "can't tell whether the AMIs of release \(release.number) are still there: "
                    + (actual.artifacts.failure?.description ?? ""))
        }
        for (image, released) in release.content.images.sorted(by: { $0.key < $1.key }) {
            guard artifacts.images.contains(where: { $0.id == released.ami && $0.state == .available }) else {
                throw CommandFailure(
                    message: "release \(release.number) of \(environment) can't come back: its AMI \(released.ami) "
                        + "(\(image)@\(released.version)) is gone from account \(artifacts.account); choose another with --to, "
                        + "see 'tend history \(environment)'")
            }
        }
        return release
    }

    private static func find(
        _ environment: EnvironmentName, _ number: Int?, _ trail: AuditTrail, _ actual: ActualState
    ) async throws -> Release {
        guard let latest = try await trail.latestRelease(of: environment) else {
            throw CommandFailure(message: "\(environment) has no release yet, so there is nothing to go back to")
        }
        if let number {
            guard let release = try await trail.release(number, of: environment) else {
                throw CommandFailure(
                    message: "\(environment) has no release \(number), the latest is \(latest.number); "
                        + "see 'tend history \(environment)'")
            }
            return release
        }
        if hasLeft(latest, environment, actual) { return latest }
        guard let before = try await trail.releaseBeforeLatest(of: environment) else {
            throw CommandFailure(message: nothingBefore(latest, environment))
        }
        return before
    }

    private static func nothingBefore(_ latest: Release, _ environment: EnvironmentName) -> String {
        guard latest.number > 1 else {
            return "release \(latest.number) is the only one of \(environment), so there is nothing to go back to"
        }
        let same = latest.restores.map { "restores release \($0)" } ?? "is the same as those before it"
        return "release \(latest.number) of \(environment) \(same), and nothing else came earlier; choose a release "
            + "with --to, see 'tend history \(environment)'"
    }

    /// Whether an instance runs something else than the latest release: a rollout that is half done, or that failed.
    private static func hasLeft(
        _ latest: Release, _ environment: EnvironmentName, _ actual: ActualState
    ) -> Bool {
        guard let instances = actual.environments[environment]?.value?.instances else { return false }
        return instances.contains { instance in
            guard !instance.state.isEnding, let fleet = instance.fleet else { return false }
            guard let released = latest.content.fleets[fleet] else { return true }
            return instance.launch != released.launch.digest
                || instance.version != latest.content.images[released.launch.image]?.version
        }
    }
}
