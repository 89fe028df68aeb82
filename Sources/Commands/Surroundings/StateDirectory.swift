import ArgumentParsing
import Files
import FoundationEssentials
import Model

/// Where the audit trail and the lock files are: `--state`, else `TEND_STATE`, else systemd's `STATE_DIRECTORY`, else
/// `$XDG_STATE_HOME/tend` or `~/.local/state/tend`.
struct StateDirectory {
    static let option = Option(
        "state", "DIRECTORY", "where the audit trail is; also TEND_STATE (otherwise ~/.local/state/tend)")

    let path: String

    init(_ arguments: ParsedArguments, _ surroundings: Surroundings) throws {
        // An empty variable says as little as none (XDG Base Directory Specification).
        let variable = { (name: String) in surroundings.environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        let candidates = [
            arguments[Self.option].flatMap { $0.isEmpty ? nil : $0 }, variable("TEND_STATE"),
            // systemd.exec(5): several directories are parted by colons.
            variable("STATE_DIRECTORY").flatMap { $0.split(separator: ":").first.map(String.init) },
            variable("XDG_STATE_HOME").map { "\($0)/tend" }, variable("HOME").map { "\($0)/.local/state/tend" },
        ]
        guard let path = candidates.compactMap({ $0 }).first else {
            throw CommandFailure(message: "there is no HOME; say with --state where the audit trail is")
        }
        self.path = surroundings.path(path)
    }

    /// The audit trail of a project.
    func trail(of project: ProjectName) -> String { "\(path)/\(project).sqlite" }

    /// Makes the directory if it isn't there, readable by its owner only.
    func create() throws {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw CommandFailure(
                message: "the directory \(path) for the audit trail can't be made: \(FileTrouble.reason(error)); "
                    + "name another with --state")
        }
    }
}
