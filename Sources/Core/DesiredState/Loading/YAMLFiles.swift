import Model

/// The files that stand directly in a folder and describe one thing each.
enum YAMLFiles {
    /// The name of each thing and the path of its file, in order. What looks as if it were meant to be read and isn't, is
    /// said.
    /// - Parameter adviceForOthers: What to say about other files; `nil` where other files belong.
    static func names(in folder: String, _ tree: Tree, adviceForOthers: String?) -> [(name: String, path: String)] {
        var found: [(String, String)] = []
        for path in tree.files.paths(below: folder) {
            let rest = String(path.dropFirst(folder.count + 1))
            let place = SourcePlace(file: path, line: 1, column: 1)
            if rest.hasPrefix(".") || rest.hasSuffix(".md") { continue }
            if rest.hasSuffix(".yaml"), !rest.contains("/") {
                found.append((String(rest.dropLast(5)), path))
            } else if rest.hasSuffix(".yml"), !rest.contains("/") {
                tree.log.error(.wrongEnding(rest, rename: rest.dropLast(4) + ".yaml"), at: place)
            } else if let adviceForOthers {
                tree.log.warning(.notRead(rest, advice: adviceForOthers), at: place)
            }
        }
        return found
    }
}
