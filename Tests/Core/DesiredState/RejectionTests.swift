import DesiredState
import Model
import Testing

/// What is wrong with a desired state, in exactly these words at exactly these places.
@Suite struct RejectionTests {
    /// The described files with a change, and the errors that must follow.
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var edits: [Edit]
        var errors: [String]
        var testDescription: String { name }

        init(_ name: String, _ edits: Edit..., errors: [String]) {
            self.name = name
            self.edits = edits
            self.errors = errors
        }
    }

    /// A change of a tree.
    enum Edit: Sendable {
        /// Replaces the first occurrence of a text in a file.
        case replace(String, String, String)
        /// Writes a file.
        case write(String, String)
        /// Removes a file.
        case remove(String)
        /// Makes a symbolic link.
        case link(String, to: String)

        func apply(to tree: inout FileTree) {
            switch self {
            case .replace(let path, let old, let new):
                guard case .file(let bytes, _) = tree.entries[path] else { return }
                let text = String(decoding: bytes, as: UTF8.self)
                guard let range = text.firstRange(of: old) else { return }
                tree.entries[path] = .file(Array(text.replacingCharacters(in: range, with: new).utf8))
            case .write(let path, let text): tree.entries[path] = .file(Array(text.utf8))
            case .remove(let path): tree.entries[path] = nil
            case .link(let path, let target): tree.entries[path] = .symlink(target: target)
            }
        }
    }

    @Test(
        "every kind of mistake is named with its place",
        arguments: projectCases + environmentCases + commandCases + imageCases + treeCases + tagCases)
    func names(_ example: Case) {
        var tree = FormatTree.tree
        for edit in example.edits {
            let before = tree
            edit.apply(to: &tree)
            #expect(tree != before, "the edit changes nothing")
        }
        let result = DesiredStateLoader.load(tree)
        let errors = result.findings.filter { $0.severity == .error }
        #expect(errors.map { "\($0.place): \($0.message)" } == example.errors)
        #expect((result.state == nil) == !errors.isEmpty)
    }
}

extension String {
    func replacingCharacters(in range: Range<String.Index>, with text: String) -> String {
        String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
    }
}
