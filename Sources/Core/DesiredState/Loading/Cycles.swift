/// Finds circles among things that come after others.
enum Cycles {
    /// Each circle once, starting at its first name and going on to what that one comes after.
    static func find(_ after: [String: [String]]) -> [[String]] {
        var cycles: [[String]] = []
        var done: Set<String> = []
        for start in after.keys.sorted() where !done.contains(start) {
            walk(start, after, &done, &cycles)
        }
        return cycles
    }

    /// Depth first with a stack of our own, because the length of a chain is up to the writer.
    private static func walk(
        _ start: String, _ after: [String: [String]], _ done: inout Set<String>, _ cycles: inout [[String]]
    ) {
        var path: [(name: String, rest: [String])] = [(start, after[start] ?? [])]
        var onPath: Set<String> = [start]
        while let (name, rest) = path.last {
            guard let next = rest.first else {
                done.insert(name)
                onPath.remove(name)
                path.removeLast()
                continue
            }
            path[path.count - 1].rest.removeFirst()
            if onPath.contains(next) {
                let names = path.map(\.name)
                if let from = names.firstIndex(of: next) { cycles.append(fromSmallest(Array(names[from...]))) }
            } else if !done.contains(next), after[next] != nil {
                path.append((next, after[next] ?? []))
                onPath.insert(next)
            }
        }
    }

    private static func fromSmallest(_ cycle: [String]) -> [String] {
        guard let smallest = cycle.min(), let at = cycle.firstIndex(of: smallest) else { return cycle }
        return Array(cycle[at...] + cycle[..<at])
    }
}
