import DesiredState
import Files
import FoundationEssentials
import Model
import Subprocess

/// A directory as it is now, with everything that isn't committed yet: for a dry run before a commit.
public struct WorkingDirectory: Sendable {
    /// What a directory holds.
    public struct Content: Sendable {
        /// Its files.
        public var tree: FileTree
        /// The commit that is checked out; `nil` outside of git, and before the first commit.
        public var commit: CommitID?
        /// Whether the files below the directory are other than the commit's.
        public var isChanged: Bool
    }

    private let path: String
    private let git: GitProgram
    private let limits: FileTreeLimits

    /// A directory at a path.
    public init(path: String, git: GitProgram = GitProgram(), limits: FileTreeLimits = FileTreeLimits()) {
        self.path = path
        self.git = git
        self.limits = limits
    }

    /// Reads it. In a git working tree, what `.gitignore` names is left out, so that a dry run sees what a commit would
    /// hold; elsewhere everything but `.git` is read. Symbolic links are reported and not followed.
    public func read() async throws(GitError) -> Content {
        guard FileManager.default.fileExists(atPath: path) else {
            throw .unreadable(path: path, reason: "there is no such directory")
        }
        guard let names = try await namesFromGit() else {
            return Content(tree: try tree(of: try walk()), commit: nil, isChanged: true)
        }
        let tree = try tree(of: names)
        let commit: CommitID?
        do throws(GitError) {
            commit = try await GitRepository(directory: path, git: git).resolve("HEAD")
        } catch .unknownRevision {
            commit = nil
        }
        let status = try await git.output(
            ["status", "--porcelain", "-z", "--untracked-files=all", "--no-renames", "--", "."], in: path)
        return Content(tree: tree, commit: commit, isChanged: commit == nil || !status.isEmpty)
    }

    /// The files that git tracks or would add; `nil` outside of a working tree.
    private func namesFromGit() async throws(GitError) -> [String]? {
        let inside = try await git.run(
            git.command(["rev-parse", "--is-inside-work-tree"], in: path, limits: .quick))
        if inside.lastErrorLines().contains(where: { $0.contains("dubious ownership") }) {
            throw .unreadable(path: path, reason: "the git repository belongs to another user")
        }
        guard inside.succeeded, inside.standardOutput.starts(with: "true".utf8) else { return nil }
        let output = try await git.output(
            ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate", "--", "."], in: path)
        return output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Every path below the directory.
    private func walk() throws(GitError) -> [String] {
        var names: [String] = []
        var folders = [""]
        while let folder = folders.popLast() {
            let children: [String]
            do {
                children = try FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)")
            } catch {
                throw .unreadable(path: "\(path)/\(folder)", reason: FileTrouble.reason(error))
            }
            for child in children where child != ".git" {
                let name = folder.isEmpty ? child : "\(folder)/\(child)"
                if type(of: name) == .typeDirectory { folders.append(name) } else { names.append(name) }
                guard names.count + folders.count <= limits.files else {
                    throw .tooLarge("more than \(limits.files) files")
                }
            }
        }
        return names
    }

    private func type(of name: String) -> FileAttributeType? {
        try? FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")[.type] as? FileAttributeType
    }

    private func tree(of names: [String]) throws(GitError) -> FileTree {
        var files: [(path: String, size: Int)] = []
        var entries: [String: FileTree.Entry] = [:]
        var executables: Set<String> = []
        for given in names {
            // A repository inside, that nobody added, is listed with a slash at its end.
            let name = given.hasSuffix("/") ? String(given.dropLast()) : given
            // A file that git tracks may be gone.
            guard let attributes = try? FileManager.default.attributesOfItem(atPath: "\(path)/\(name)") else {
                continue
            }
            switch attributes[.type] as? FileAttributeType {
            case .typeRegular:
                files.append((name, Int(clamping: attributes[.size] as? UInt ?? 0)))
                if let mode = attributes[.posixPermissions] as? UInt, mode & 0o100 != 0 {
                    executables.insert(name)
                }
            case .typeSymbolicLink:
                let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "\(path)/\(name)")
                entries[name] = target.map { .symlink(target: $0) } ?? .other("a link that cannot be read")
            case .typeDirectory: entries[name] = .other("a submodule")
            default: entries[name] = .other("neither a file nor a folder")
            }
        }
        try limits.check(files)
        for file in files {
            do {
                let content = try Data(contentsOf: URL(filePath: "\(path)/\(file.path)"))
                entries[file.path] = .content(Array(content), isExecutable: executables.contains(file.path))
            } catch {
                entries[file.path] = .other("a file that cannot be read")
            }
        }
        return FileTree(entries)
    }
}
