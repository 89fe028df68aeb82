import CCrypto

/// Bytes that nobody can guess, from libcrypto's generator.
public enum SecureRandom {
    /// `count` unpredictable bytes; a count below one gives none.
    public static func bytes(_ count: Int) throws -> [UInt8] {
        guard count > 0 else { return [] }
        guard let length = Int32(exactly: count) else { throw CryptoError.tooManyRandomBytes(count) }
        var bytes = [UInt8](repeating: 0, count: count)
        guard RAND_bytes(&bytes, length) == 1 else { throw CryptoError.randomnessUnavailable }
        return bytes
    }
}

/// Why libcrypto could not do what it was asked.
public enum CryptoError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The system has no entropy to give.
    case randomnessUnavailable
    /// More bytes than one call may ask for (2,147,483,647).
    case tooManyRandomBytes(Int)

    /// What happened and what can be done.
    public var description: String {
        switch self {
        case .randomnessUnavailable:
            "the system gave no random bytes: check that getrandom(2) is allowed for this process"
        case .tooManyRandomBytes(let count):
            "\(count) random bytes were asked for at once: at most \(Int32.max) can be had"
        }
    }
}
