import FoundationEssentials
import Model

/// A private directory that holds one step as packer sees it: the rendered files and the step's other files. It is below a
/// folder of this process's own, never in a git tree, and readable for its owner alone.
struct BuildDirectory: Sendable {
    /// Where packer runs.
    let path: String
    /// Its `-var-file`s.
    let variableFiles: [String]
    /// For packer's own files.
    let home: String
    /// Short, because packer puts sockets there, whose paths may have 107 bytes.
    let temporary: String
    private let root: String

    /// Writes a step's files. `templates/` is left out, and so are rendered files that somebody committed: packer would
    /// read them together with the new ones.
    init(below parent: String, step: ImageStep, rendered: [String: String]) throws {
        root = "\(parent)/\(UUID().uuidString.lowercased())"
        path = "\(root)/step"
        home = "\(root)/home"
        variableFiles = rendered.keys.filter { $0.hasSuffix(".pkrvars.hcl") }.sorted()
        let own = "\(root)/t"
        temporary = own.utf8.count <= 70 ? own : "/tmp"
        do {
            for directory in [parent, root, path, home, own] { try Self.createDirectory(directory) }
            for (name, file) in step.files where Self.belongs(name) {
                try Self.write(file.content, to: "\(path)/\(name)", below: path, isExecutable: file.isExecutable)
            }
            for (name, text) in rendered {
                try Self.write(Array(text.utf8), to: "\(path)/\(name)", below: path, isExecutable: false)
            }
        } catch {
            remove()
            throw error
        }
    }

    /// Removes it with all that is in it.
    func remove() { try? FileManager.default.removeItem(atPath: root) }

    private static func belongs(_ name: String) -> Bool {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        // The loader gives only such names; writing is where a mistake would matter.
        guard !parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }) else { return false }
        if parts.count == 1 { return !name.hasSuffix("pkr.hcl") && !name.hasSuffix("pkrvars.hcl") }
        return !name.hasPrefix(TemplateRenderer.folder)
    }

    private static func createDirectory(_ path: String) throws {
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    private static func write(_ content: [UInt8], to path: String, below root: String, isExecutable: Bool) throws {
        if let slash = path.lastIndex(of: "/"), path[..<slash] != root { try createDirectory(String(path[..<slash])) }
        try Data(content).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: isExecutable ? 0o700 : 0o600], ofItemAtPath: path)
    }
}
