/// SHA-256 over a purpose and fields, each as its length in bytes, a colon and its bytes: no two lists of fields give the
/// same bytes, and hashes of different things never agree.
///
///     var hash = FieldHash(purpose: "tend plan")
///     hash.add("prd")
///     let bytes = hash.finish()
public struct FieldHash: Sendable {
    private var hash = SHA256()

    /// A hash of nothing yet.
    /// - Parameter purpose: What is hashed.
    public init(purpose: String) { add(purpose) }

    /// Adds a text, as UTF-8.
    public mutating func add(_ field: String) { add(Array(field.utf8)) }

    /// Adds bytes.
    public mutating func add(_ field: [UInt8]) {
        hash.update(Array("\(field.count):".utf8))
        hash.update(field)
    }

    /// Adds how many pairs there are, then each, by key.
    public mutating func add(_ pairs: [String: String]) {
        add("\(pairs.count)")
        for (key, value) in pairs.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            add(key)
            add(value)
        }
    }

    /// The 32 bytes for what was added so far; more can be added afterwards.
    public func finish() -> [UInt8] {
        var copy = hash
        return copy.finalize()
    }
}
