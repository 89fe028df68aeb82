import DesiredState
import FoundationEssentials
import Model
import Testing

@Suite struct ExampleTests {
    @Test("the worked example is accepted without a word")
    func acceptsTheExample() throws {
        let result = DesiredStateLoader.load(try ExampleTree.tree())
        #expect(result.findings.map(\.summary) == [])
        let state = try #require(result.state)
        #expect(state.environments.keys.map(\.text).sorted() == ["devops", "prd", "sbx-101", "tst"])
        #expect(state.project.classes.values.allSatisfy { $0.unenforcedGuards.isEmpty })
        #expect(state.images.values.first?.steps.map(\.directory) == ["images/web/s01-base", "images/web/s02-app"])
        #expect(state.commands.count == 2)
    }
}

/// The directory `desired-state/` of the repository, from disk.
enum ExampleTree {
    static func tree() throws -> FileTree {
        let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        let folder = "/\(root)/desired-state/."
        let manager = FileManager.default
        var entries: [String: FileTree.Entry] = [:]
        for path in try manager.subpathsOfDirectory(atPath: folder) {
            let whole = "\(folder)/\(path)"
            if let target = try? manager.destinationOfSymbolicLink(atPath: whole) {
                entries[path] = .symlink(target: target)
            } else if let content = manager.contents(atPath: whole) {
                entries[path] = .file(Array(content), isExecutable: manager.isExecutableFile(atPath: whole))
            }
        }
        return FileTree(entries)
    }
}
