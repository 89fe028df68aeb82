import Crypto
import Model

/// SHA-256 over a purpose and fields, each as its length in bytes, a colon and its bytes: no two lists of fields give the
/// same bytes, and digests of different things never agree.
struct FieldDigest {
    private var hash = SHA256()

    init(purpose: String) { add(purpose) }

    mutating func add(_ field: String) { add(Array(field.utf8)) }

    mutating func add(_ field: [UInt8]) {
        hash.update(Array("\(field.count):".utf8))
        hash.update(field)
    }

    /// Adds how many pairs there are, then each, by key.
    mutating func add(_ pairs: [String: String]) {
        add("\(pairs.count)")
        for (key, value) in pairs.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            add(key)
            add(value)
        }
    }

    func finish() -> ContentDigest {
        var copy = hash
        return ContentDigest(bytes: copy.finalize())
    }
}

extension FieldDigest {
    /// SHA-256 of bytes and nothing else.
    static func plain(_ bytes: [UInt8]) -> ContentDigest {
        var hash = SHA256()
        hash.update(bytes)
        return ContentDigest(bytes: hash.finalize())
    }
}
