import CCrypto

/// Comparison of secrets.
public enum ConstantTime {
    /// Whether both hold the same bytes. The time it takes depends on the length only, never on where they differ.
    public static func equal(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        a.count == b.count && CRYPTO_memcmp(a, b, a.count) == 0
    }
}
