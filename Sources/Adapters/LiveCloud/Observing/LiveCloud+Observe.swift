import AWS
import FoundationEssentials
import Model
import Reconciliation

extension LiveCloud: CloudReader {
    /// Reads the devops account and every environment in scope, side by side. What can't be read whole is `unreadable`.
    public func observe(_ scope: ObservationScope) async -> ActualState {
        let startedAt = now()
        let project = scope.desired.project
        async let artifacts = artifacts(of: project)
        let readings = await withTaskGroup { group in
            for (environmentClass, names) in classes(in: scope) {
                group.addTask { await read(environmentClass, names, of: project) }
            }
            return await group.reduce(into: [ClassReading]()) { $0.append($1) }
        }
        let inScope = readings.reduce(into: [:]) { $0.merge($1.environments) { first, _ in first } }
            .filter { scope.only?.contains($0.key) ?? true }
        let wanted = wantedVersions(scope.desired, inScope)
        return ActualState(
            observedAt: startedAt, artifacts: await withPermissions(await artifacts, of: wanted, project),
            environments: inScope, sandboxesUnreadable: readings.compactMap(\.unreported).first)
    }

    /// The classes to read, each with the environments that git names. Sandboxes are always looked for, so that those git
    /// no longer names are found.
    private func classes(in scope: ObservationScope) -> [EnvironmentClass: [EnvironmentName]] {
        var classes: [EnvironmentClass: [EnvironmentName]] = [:]
        for name in scope.desired.environments.keys where name != .devops && scope.only?.contains(name) ?? true {
            classes[name.environmentClass, default: []].append(name)
        }
        let wantsSandboxes = scope.only.map { $0.contains(where: \.isSandbox) } ?? true
        if wantsSandboxes, scope.desired.project.classes[.sandbox] != nil, classes[.sandbox] == nil {
            classes[.sandbox] = []
        }
        return classes
    }

    private func read(
        _ environmentClass: EnvironmentClass, _ names: [EnvironmentName], of project: Project
    ) async -> ClassReading {
        do {
            let session = try await sessions.session(for: environmentClass, of: project)
            let found = try await ClassReader(session: session, project: project, environmentClass: environmentClass)
                .read(names)
            return ClassReading(environments: found.mapValues { .observed($0) })
        } catch {
            let failure = ObservationFailure(error, subject: environmentClass.text)
            return ClassReading(
                environments: Dictionary(uniqueKeysWithValues: names.map { ($0, .unreadable(failure)) }),
                unreported: names.isEmpty ? failure : nil)
        }
    }

    /// What was read of a class of environments.
    private struct ClassReading: Sendable {
        var environments: [EnvironmentName: Observation<ActualEnvironment>]
        /// Why it could not be read, where no environment is there to say so.
        var unreported: ObservationFailure?
    }

    private func artifacts(of project: Project) async -> Observation<ActualArtifacts> {
        do {
            let session = try await sessions.session(for: .devops, of: project)
            return .observed(try await ArtifactsReader(session: session, project: project).read())
        } catch {
            return .unreadable(ObservationFailure(error, subject: EnvironmentClass.devops.text))
        }
    }

    /// The launch permissions are read only of images that an environment wants or is held at: they cost a call each.
    private func withPermissions(
        _ artifacts: Observation<ActualArtifacts>, of wanted: Set<WantedVersion>, _ project: Project
    ) async -> Observation<ActualArtifacts> {
        guard let value = artifacts.value else { return artifacts }
        do {
            let session = try await sessions.session(for: .devops, of: project)
            let reader = ArtifactsReader(session: session, project: project)
            return .observed(
                try await reader.withPermissions(value) { image in
                    wanted.contains(WantedVersion(image: image.image, version: image.version))
                })
        } catch {
            return .unreadable(ObservationFailure(error, subject: EnvironmentClass.devops.text))
        }
    }

    private func wantedVersions(
        _ desired: DesiredState, _ environments: [EnvironmentName: Observation<ActualEnvironment>]
    ) -> Set<WantedVersion> {
        var wanted: Set<WantedVersion> = []
        for environment in desired.environments.values {
            for (image, version) in environment.images {
                wanted.insert(WantedVersion(image: image, version: version.version))
            }
        }
        for observation in environments.values {
            for (image, released) in observation.value?.hold?.content.images ?? [:] {
                wanted.insert(WantedVersion(image: image, version: released.version))
            }
        }
        return wanted
    }

    private struct WantedVersion: Hashable {
        var image: ImageName
        var version: ImageVersion
    }
}
