import Model

/// The sessions of a run: one for each class of environment, opened when it is first needed.
///
/// Whoever asks while one is being opened waits for the same one. A failure is told to all of them and is not kept: the next
/// one to ask tries again.
public actor SessionBook {
    /// Opens a session and checks that it is in the right account.
    public typealias Opening =
        @Sendable (EnvironmentClass, EnvironmentSettings, RegionName) async throws -> AccountSession

    private let opening: Opening
    private var sessions: [Key: Task<AccountSession, any Error>] = [:]

    /// A book without sessions yet.
    public init(opening: @escaping Opening) {
        self.opening = opening
    }

    /// The session of a class, as the project's file describes it. A file that says something else gets another session.
    /// - Throws: `IdentityError` when the class is unknown or its account is another one; `AWSError` when AWS says no.
    public func session(
        for environmentClass: EnvironmentClass, of project: Project
    ) async throws -> AccountSession {
        guard let settings = project.classes[environmentClass] else {
            throw IdentityError.unknownEnvironment(environmentClass.text)
        }
        let key = Key(
            environmentClass: environmentClass, settings: settings, region: settings.region ?? project.region)
        if let session = sessions[key] { return try await session.value }
        let opening = opening
        // A task of its own: whoever asked first may be cancelled, the others still want it.
        let session = Task { try await opening(environmentClass, settings, key.region) }
        sessions[key] = session
        do {
            return try await session.value
        } catch {
            sessions[key] = nil
            throw error
        }
    }

    private struct Key: Hashable {
        var environmentClass: EnvironmentClass
        var settings: EnvironmentSettings
        var region: RegionName
    }
}
