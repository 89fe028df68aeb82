/// The files of a desired state as values: what a directory or a commit holds below its root, read by somebody else.
///
/// Paths are relative to the root, with `/` between their parts and without `.` or `..`.
public struct FileTree: Hashable, Sendable {
    /// What stands at a path.
    public enum Entry: Hashable, Sendable {
        /// A file.
        case file([UInt8], isExecutable: Bool = false)
        /// A symbolic link, with its target as written.
        case symlink(target: String)
        /// Something that is neither, such as `a submodule` or `a file that cannot be read (permission denied)`.
        case other(String)
    }

    /// The entries by path. Folders are not entries; they follow from the paths.
    public var entries: [String: Entry]

    /// A tree of entries.
    public init(_ entries: [String: Entry] = [:]) {
        self.entries = entries
    }

    /// The paths of everything below a folder, in order.
    func paths(below folder: String) -> [String] {
        entries.keys.filter { $0.hasPrefix(folder + "/") }.sorted()
    }

    /// The names of the folders that stand directly in a folder, in order.
    func folders(in folder: String) -> [String] {
        var names: Set<String> = []
        for path in entries.keys where path.hasPrefix(folder + "/") {
            let parts = path.dropFirst(folder.count + 1).split(separator: "/", omittingEmptySubsequences: false)
            if parts.count > 1, let first = parts.first { names.insert(String(first)) }
        }
        return names.sorted()
    }

    /// What a path leads to, through symbolic links that stay inside.
    func resolve(_ path: String) -> FileResolution {
        var current = path
        for _ in 0..<Self.mostLinks {
            switch entries[current] {
            case .file(let content, let isExecutable):
                return .file(path: current, content: content, isExecutable: isExecutable)
            case .other(let what): return .unusable(what)
            case .symlink(let target):
                guard let next = FilePath.join(folder: FilePath.folder(of: current), target) else {
                    return .leaves(target)
                }
                current = next
            case nil:
                if !paths(below: current).isEmpty { return .folder }
                return current == path ? .missing : .dangling(current)
            }
        }
        return .loop
    }

    private static let mostLinks = 8
}

/// What a path of a tree leads to.
enum FileResolution: Hashable, Sendable {
    /// A file, and the path where it really is.
    case file(path: String, content: [UInt8], isExecutable: Bool)
    /// Nothing stands there.
    case missing
    /// A folder.
    case folder
    /// A link whose target, given here, does not exist.
    case dangling(String)
    /// A link whose target, given here, is outside the tree.
    case leaves(String)
    /// Links that lead to one another.
    case loop
    /// Neither file nor link.
    case unusable(String)
}
