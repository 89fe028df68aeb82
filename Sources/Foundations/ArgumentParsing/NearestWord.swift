/// Finds the word that was probably meant.
public enum NearestWord {
    /// The word nearest to what was typed, or `nil` when none is near: at most a third of its characters may differ,
    /// counting a swap of two neighbours as one. A word that begins with what was typed is near too.
    public static func of(_ typed: String, among words: [String]) -> String? {
        let lowered = typed.lowercased()
        let ranked =
            words.map { (word: $0, distance: distance(Array(lowered), Array($0.lowercased()))) }
            .filter { $0.distance <= max(1, max(lowered.count, $0.word.count) / 3) && $0.distance < $0.word.count }
        if let best = ranked.min(by: { ($0.distance, $0.word) < ($1.distance, $1.word) }) { return best.word }
        guard lowered.count >= 3 else { return nil }
        return words.sorted().first { $0.lowercased().hasPrefix(lowered) }
    }

    /// Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment).
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        // What a person types is short; a longer word is not worth a square of its length.
        guard left.count <= 64, right.count <= 64 else { return .max }
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for (row, character) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                var best = min(last[column + 1] + 1, current[column] + 1, last[column] + (character == other ? 0 : 1))
                if row > 0, column > 0, character == right[column - 1], left[row - 1] == other {
                    best = min(best, beforeLast[column - 1] + 1)
                }
                current.append(best)
            }
            beforeLast = last
            last = current
        }
        return last.last ?? .max
    }
}
