import Model
import YAML

/// A tree of files together with the log: reads files for the loaders and notes what can't be read.
struct Tree {
    let files: FileTree
    let log: FindingLog

    /// Every link must stay inside; every path must be one that a tree can have.
    func checkPaths() {
        for (path, entry) in files.entries.sorted(by: { $0.key < $1.key }) {
            let place = SourcePlace(file: path, line: 1, column: 1)
            if !FilePath.isNormal(path) { log.error(.pathLeaves(path), at: place) }
            guard case .symlink(let target) = entry else { continue }
            switch files.resolve(path) {
            case .leaves: log.error(.linkLeaves(target), at: place)
            case .dangling: log.error(.linkDangles(target), at: place)
            case .loop: log.error(.linkLoop, at: place)
            case .folder: log.error(.linkToFolder(target), at: place)
            case .unusable(let what): log.error(.unusableEntry(what), at: place)
            case .file, .missing: break
            }
        }
    }

    /// Whether something stands at a path.
    func exists(_ path: String) -> Bool { files.entries[path] != nil }

    /// Reads a file of a kind and checks its keys; `nil` after an error that leaves nothing to go on with.
    func read(_ path: String, _ kind: FileKind) -> SourceFile? {
        guard let (content, _) = content(path, asked: SourcePlace(file: path, line: 1, column: 1)) else { return nil }
        let lines = SourceFile.lines(of: content)
        log.know(path, lines)
        let root: YAMLNode
        switch kind {
        case .project, .environment, .command:
            let document = YAMLDocument(content)
            for fault in document.faults { log.error(fault, in: path) }
            guard let node = document.root else { return nil }
            root = node
        case .workflow, .step:
            switch JSONReader.read(content) {
            case .success(let node): root = node
            case .failure(let fault):
                log.error(fault, in: path)
                return nil
            }
        }
        let file = SourceFile(path: path, lines: lines, root: root)
        ShapeCheck(file: file, log: log).check(root, .record(kind.record))
        return file
    }

    /// The content of a file, through links.
    /// - Parameter asked: Where to say what is wrong with it.
    func content(_ path: String, asked: SourcePlace) -> (content: [UInt8], isExecutable: Bool)? {
        switch files.resolve(path) {
        case .file(_, let content, let isExecutable): return (content, isExecutable)
        case .missing: log.error(.missingFile(path, nearest: nearest(to: path)), at: asked)
        case .folder: log.error(.folderNotFile(path), at: asked)
        case .unusable(let what): log.error(.unusableEntry(what), at: SourcePlace(file: path, line: 1, column: 1))
        case .dangling, .leaves, .loop: break  // said at the link itself
        }
        return nil
    }

    /// The content of a file that another one refers to.
    /// - Parameters:
    ///   - node: The path as written.
    ///   - folder: What the path is relative to.
    func referred(
        _ node: YAMLNode?, in file: SourceFile, from folder: String = ""
    ) -> (path: String, content: [UInt8])? {
        guard let node, let written = try? node.string() else { return nil }
        guard let path = FilePath.join(folder: folder, written) else {
            log.error(.pathLeaves(written), at: file.place(node))
            return nil
        }
        return content(path, asked: file.place(node)).map { (path, $0.content) }
    }

    /// The text of a file that another one refers to.
    /// - Parameters:
    ///   - limit: The most bytes that it may have.
    ///   - what: What it is used as, to complete "… can have at most".
    func referredText(
        _ node: YAMLNode?, in file: SourceFile, limit: Int, what: String
    ) -> (path: String, text: String)? {
        guard let node, let (path, content) = referred(node, in: file) else { return nil }
        guard content.count <= limit else {
            log.error(.fileTooLarge(path, bytes: content.count, limit: limit, what: what), at: file.place(node))
            return nil
        }
        guard let text = String(validating: content, as: UTF8.self), !text.unicodeScalars.contains("\0") else {
            log.error(.fileNotText(path), at: file.place(node))
            return nil
        }
        return (path, text)
    }

    private func nearest(to path: String) -> String? {
        let folder = FilePath.folder(of: path)
        let siblings = files.entries.keys.filter { FilePath.folder(of: $0) == folder }
        let names = siblings.map { FilePath.name(of: $0) }
        if let name = Nearest.word(to: FilePath.name(of: path), among: names) {
            return folder.isEmpty ? name : "\(folder)/\(name)"
        }
        return Nearest.word(to: path, among: files.entries.keys)
    }
}
