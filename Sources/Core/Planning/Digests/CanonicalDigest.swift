import Crypto
import FoundationEssentials
import Model

/// SHA-256 over fields, each preceded by its length in bytes and a colon, so that no two lists of fields collide.
public struct CanonicalDigest {
    private var hash = SHA256()

    /// A digest of nothing yet.
    /// - Parameter purpose: What is digested, so that digests of different things never agree.
    public init(purpose: String) {
        add(purpose)
    }

    /// Adds a field.
    public mutating func add(_ field: String) {
        let bytes = Array(field.utf8)
        hash.update(Array("\(bytes.count):".utf8))
        hash.update(bytes)
    }

    /// The digest of the fields added so far.
    public func finish() -> ContentDigest {
        var copy = hash
        return ContentDigest(bytes: copy.finalize())
    }
}
