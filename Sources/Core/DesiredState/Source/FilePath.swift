/// Paths as text, without looking at any disk.
enum FilePath {
    /// The folder that a path stands in; empty at the root.
    static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    }

    /// The last part of a path.
    static func name(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    }

    /// A relative path seen from a folder, without `.` and `..`; `nil` when it is absolute, empty or leaves the root.
    static func join(folder: String, _ path: String) -> String? {
        guard !path.isEmpty, !path.hasPrefix("/"), !path.unicodeScalars.contains("\0") else { return nil }
        var parts = folder.split(separator: "/").map(String.init)
        for part in path.split(separator: "/") {
            switch part {
            case ".": continue
            case "..":
                guard !parts.isEmpty else { return nil }
                parts.removeLast()
            default: parts.append(String(part))
            }
        }
        return parts.isEmpty ? nil : parts.joined(separator: "/")
    }

    /// Whether a path is in the form that a tree's paths must have.
    static func isNormal(_ path: String) -> Bool {
        join(folder: "", path) == path
    }
}
