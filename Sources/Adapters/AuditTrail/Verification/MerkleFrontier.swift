/// The right edge of an RFC 6962 Merkle tree: enough to append leaves and to tell the root, in memory that grows with the
/// logarithm of the number of leaves.
struct MerkleFrontier: Sendable {
    /// The roots of the complete subtrees, largest first, each with the number of its leaves.
    private var subtrees: [(leaves: UInt64, hash: [UInt8])] = []
    /// How many leaves there are.
    private(set) var count: UInt64 = 0

    /// Adds a leaf's hash at the right.
    mutating func append(_ leaf: [UInt8]) {
        count += 1
        var subtree = (leaves: UInt64(1), hash: leaf)
        while let last = subtrees.last, last.leaves == subtree.leaves {
            subtrees.removeLast()
            subtree = (last.leaves + subtree.leaves, TrailHash.node(last.hash, subtree.hash))
        }
        subtrees.append(subtree)
    }

    /// The tree's hash; for no leaves SHA-256 of nothing.
    var root: [UInt8] {
        guard var hash = subtrees.last?.hash else { return TrailHash.empty }
        for subtree in subtrees.dropLast().reversed() { hash = TrailHash.node(subtree.hash, hash) }
        return hash
    }
}
