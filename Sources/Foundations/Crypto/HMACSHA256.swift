import CCrypto

/// Message authentication with SHA-256 (RFC 2104), by libcrypto.
public enum HMACSHA256 {
    /// The 32 bytes that authenticate `message` under `key`. The key may have any length, none included.
    public static func authenticate(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
        // RFC 2104 replaces a key longer than a block (64 bytes) by its digest. Doing so here keeps the length within
        // C's int.
        let key = key.count > 64 ? SHA256.hash(key) : key
        var code = [UInt8](repeating: 0, count: SHA256.byteCount)
        // A null key would mean "the key of the call before" to libcrypto, and an empty array may have no address.
        let padded = key.isEmpty ? [0] : key
        let done = HMAC(EVP_sha256(), padded, Int32(key.count), message, message.count, &code, nil)
        precondition(done != nil, "libcrypto can't compute HMAC: out of memory, or no provider for it is configured")
        return code
    }
}
