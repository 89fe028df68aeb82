/// Where a trail ends: what a checkpoint signs and an anchor keeps.
public struct TrailHead: Hashable, Sendable, Codable {
    /// How many entries there are.
    public let size: Int64
    /// The last entry's chain hash, in hexadecimal; 64 zeros for an empty trail.
    public let chainHash: String
    /// The root of the RFC 6962 Merkle tree over the leaf hashes, in hexadecimal.
    public let merkleRoot: String
}
