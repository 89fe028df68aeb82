import CCrypto

/// SHA-256 (FIPS 180-4), by libcrypto, over bytes that arrive in pieces.
///
///     var digest = SHA256()
///     digest.update(Array("abc".utf8))
///     Hex.encode(digest.finalize())  // "ba7816bf…"
///
/// A copy goes its own way: what is added to it is not added to the original.
public struct SHA256: Sendable {
    /// The length of a digest in bytes.
    public static let byteCount = 32

    private var context: DigestContext

    /// The digest of no bytes so far.
    public init() {
        context = DigestContext()
    }

    /// Adds `bytes` after those that were added before.
    public mutating func update(_ bytes: [UInt8]) {
        makeUnique()
        context.update(bytes)
    }

    /// The 32 bytes of the digest. Afterwards this value stands for no bytes again.
    public mutating func finalize() -> [UInt8] {
        makeUnique()
        let digest = context.finish()
        context = DigestContext()
        return digest
    }

    /// The digest of `bytes`: 32 bytes.
    public static func hash(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: byteCount)
        let done = EVP_Digest(bytes, bytes.count, &digest, nil, EVP_sha256(), nil)
        requireDigest(done == 1)
        return digest
    }

    private mutating func makeUnique() {
        if !isKnownUniquelyReferenced(&context) {
            context = DigestContext(copying: context)
        }
    }
}

/// Owns one `EVP_MD_CTX`. It is changed only through a `SHA256` that holds the sole reference to it, hence Sendable.
private final class DigestContext: @unchecked Sendable {
    private let handle: OpaquePointer

    init() {
        handle = DigestContext.allocate()
        requireDigest(EVP_DigestInit_ex(handle, EVP_sha256(), nil) == 1)
    }

    init(copying other: DigestContext) {
        handle = DigestContext.allocate()
        requireDigest(EVP_MD_CTX_copy_ex(handle, other.handle) == 1)
    }

    deinit {
        EVP_MD_CTX_free(handle)
    }

    func update(_ bytes: [UInt8]) {
        requireDigest(EVP_DigestUpdate(handle, bytes, bytes.count) == 1)
    }

    func finish() -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: SHA256.byteCount)
        requireDigest(EVP_DigestFinal_ex(handle, &digest, nil) == 1)
        return digest
    }

    private static func allocate() -> OpaquePointer {
        guard let handle = EVP_MD_CTX_new() else {
            preconditionFailure("libcrypto has no memory left for a SHA-256 context")
        }
        return handle
    }
}

/// libcrypto fails here only when memory has run out or when its own configuration offers no SHA-256. No input can
/// bring that about, and a process that can't hash must not go on.
private func requireDigest(_ succeeded: Bool) {
    precondition(succeeded, "libcrypto can't compute SHA-256: out of memory, or no provider for it is configured")
}
