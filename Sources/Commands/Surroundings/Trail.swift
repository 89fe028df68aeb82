import ArgumentParsing
import AuditTrail
import FoundationEssentials
import Model

/// Finds the audit trail that a command is about.
enum Trail {
    static let option = Option("trail", "FILE", "the audit trail itself, wherever it is")

    /// Opens the trail for reading: the named file, or the only one in the state directory.
    ///
    /// On the daemon's host there is no desired state at hand at 3 a.m., so none is needed.
    static func read(_ arguments: ParsedArguments, _ surroundings: Surroundings) async throws -> AuditTrail {
        if let file = arguments[option] {
            return try await AuditTrail.open(path: surroundings.path(file), for: .reading)
        }
        let directory = try StateDirectory(arguments, surroundings).path
        let trails = files(in: directory)
        guard let only = trails.first else {
            throw CommandFailure(
                message: "there is no audit trail in \(directory); name one with --trail, or the directory with --state"
            )
        }
        guard trails.count == 1 else {
            throw CommandFailure(
                message: "there are several audit trails in \(directory) (\(trails.joined(separator: ", "))); name one "
                    + "with --trail")
        }
        return try await AuditTrail.open(path: only, for: .reading)
    }

    /// The trails in a directory, as paths; none when it can't be read.
    static func files(in directory: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        return names.filter { $0.hasSuffix(".sqlite") }.sorted().map { "\(directory)/\($0)" }
    }

    /// Opens the trail of a project for writing, making it when it doesn't exist.
    static func write(
        of project: ProjectName, _ arguments: ParsedArguments, _ surroundings: Surroundings
    ) async throws -> AuditTrail {
        let state = try StateDirectory(arguments, surroundings)
        try state.create()
        return try await AuditTrail.open(path: state.trail(of: project), for: .writing)
    }
}
