import DesiredState
import FoundationEssentials
import Model
import Testing

@Suite struct MutationTests {
    @Test("whatever becomes of the files, loading gives a state or says why not", arguments: 1...8)
    func survives(_ seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let original = FormatTree.tree
        let paths = original.entries.keys.sorted()
        for _ in 0..<250 {
            var tree = original
            for _ in 0..<Int.random(in: 1...3, using: &random) { mutate(&tree, paths, &random) }
            let result = DesiredStateLoader.load(tree)
            let hasErrors = result.findings.contains { $0.severity == .error }
            #expect((result.state == nil) == hasErrors)
            #expect(result.findings.allSatisfy { !$0.message.isEmpty && !$0.message.contains("please report") })
            #expect(!hasErrors || !result.report.text.isEmpty)
        }
    }

    @Test("the same files give the same state and findings")
    func isDeterministic() {
        let first = DesiredStateLoader.load(FormatTree.tree)
        let second = DesiredStateLoader.load(FormatTree.tree)
        #expect(first.state == second.state)
        #expect(first.report.json == second.report.json)
    }

    private func mutate(_ tree: inout FileTree, _ paths: [String], _ random: inout SeededGenerator) {
        guard let path = paths.randomElement(using: &random), let other = paths.randomElement(using: &random) else {
            return
        }
        switch Int.random(in: 0..<12, using: &random) {
        case 0: tree.entries[path] = nil
        case 1: tree.entries[path] = .symlink(target: Bool.random(using: &random) ? other : "../" + other)
        case 2: tree.entries[path] = .other("a submodule")
        case 3: tree.entries[path] = tree.entries[other]
        case 4: tree.entries[path + "/below"] = tree.entries[other]
        default:
            guard case .file(var bytes, _) = tree.entries[path] else { return }
            change(&bytes, &random)
            tree.entries[path] = .file(bytes)
        }
    }

    private func change(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
        let words = [
            "no", "012", "null", "~", "-1", "99999999999999999999", "[]", "{}", "''", "*a", "&a x", "!!int 1", "\u{0}",
            "é",
            "on", "environments", "- ", ": ", "\n", "\t", "\"", "sbx-", "1e400", "0x10", "2026-02-30", "100%", "0d",
        ]
        guard !bytes.isEmpty else { return }
        let at = Int.random(in: 0..<bytes.count, using: &random)
        let length = min(bytes.count - at, Int.random(in: 0...12, using: &random))
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes.removeSubrange(at..<(at + length))
        case 1: bytes[at] = UInt8.random(in: 0...255, using: &random)
        case 2: bytes.insert(contentsOf: bytes[at..<(at + length)], at: at)
        default:
            bytes.replaceSubrange(at..<(at + length), with: Array((words.randomElement(using: &random) ?? "").utf8))
        }
    }
}

/// SplitMix64: small, seeded, the same everywhere, so that a failure can be repeated.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
