import ArgumentParsing
import DesiredState
import FoundationEssentials
import GitSource
import Model

/// Reads the desired state of a working directory.
enum DesiredStateFiles {
    static let option = Option(
        "path", "DIRECTORY", "the desired state (otherwise ./desired-state, or . if tend.yaml is there)")

    /// What the files say, or what is wrong with them. Uncommitted changes are read as they are; such a state has no commit.
    static func load(
        _ arguments: ParsedArguments, _ surroundings: Surroundings
    ) async throws -> LoadResult {
        let path = try directory(arguments, surroundings)
        let git = GitProgram(path: surroundings.environment["PATH"] ?? "/usr/bin:/bin")
        let content = try await WorkingDirectory(path: path, git: git).read()
        var touched: [String: Date] = [:]
        if let commit = content.commit {
            let repository = GitRepository(directory: path, git: git)
            let sandboxes = content.tree.entries.keys.filter { $0.hasPrefix("environments/sbx-") }.sorted()
            if !sandboxes.isEmpty {
                touched = try await repository.touched(sandboxes, below: try await repository.prefix(), at: commit)
            }
        }
        return DesiredStateLoader.load(
            content.tree, commit: content.isChanged ? nil : content.commit, touched: touched)
    }

    /// The desired state of files without errors.
    static func valid(_ arguments: ParsedArguments, _ surroundings: Surroundings) async throws -> DesiredState {
        let result = try await load(arguments, surroundings)
        if !result.findings.isEmpty { surroundings.errors(result.report.text) }
        guard let desired = result.state else {
            throw CommandFailure(message: "nothing is planned or done while the files have errors")
        }
        return desired
    }

    private static func directory(_ arguments: ParsedArguments, _ surroundings: Surroundings) throws -> String {
        if let path = arguments[option] { return surroundings.path(path) }
        for candidate in ["\(surroundings.directory)/desired-state", surroundings.directory]
        where FileManager.default.fileExists(atPath: "\(candidate)/tend.yaml") {
            return candidate
        }
        throw CommandFailure(
            message:
                "there is no desired state in \(surroundings.directory): neither desired-state/tend.yaml nor tend.yaml; "
                + "say with --path where it is")
    }
}
