/// Finds the word that was probably meant.
enum Nearest {
    /// The one candidate that is few typing mistakes away from what was written; `nil` when none is, or when two are equally
    /// near. A third of the letters may differ, at least one; swapping neighbours counts as one mistake.
    static func word(to written: String, among candidates: some Sequence<String>) -> String? {
        let lowered = Array(written.lowercased().unicodeScalars.prefix(longest))
        let allowed = max(1, lowered.count / 3)
        var best: (word: String, distance: Int)?
        var isTied = false
        for candidate in Set(candidates).sorted() where candidate != written {
            let other = Array(candidate.lowercased().unicodeScalars.prefix(longest))
            guard abs(other.count - lowered.count) <= allowed else { continue }
            let distance = distance(lowered, other)
            guard distance <= allowed, distance < max(1, lowered.count) else { continue }
            if let known = best, distance == known.distance { isTied = true }
            if distance < best?.distance ?? .max {
                best = (candidate, distance)
                isTied = false
            }
        }
        return isTied ? nil : best?.word
    }

    private static let longest = 80

    /// The number of insertions, deletions, replacements and swaps of neighbours (optimal string alignment).
    static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
        var before: [Int] = []
        var above = Array(0...right.count)
        for row in 1...left.count {
            var current = [row]
            for column in 1...right.count {
                let same = left[row - 1] == right[column - 1]
                var cost = min(above[column] + 1, current[column - 1] + 1, above[column - 1] + (same ? 0 : 1))
                if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
                    cost = min(cost, before[column - 2] + 1)
                }
                current.append(cost)
            }
            before = above
            above = current
        }
        return above[right.count]
    }
}
