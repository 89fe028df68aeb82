import Crypto

/// The three hashes of the trail, told apart by their first byte.
enum TrailHash {
    /// The chain hash before the first entry.
    static let beginning = [UInt8](repeating: 0, count: 32)

    /// RFC 6962, 2.1: the root of a tree without leaves, SHA-256 of nothing.
    static let empty = SHA256.hash([])

    /// RFC 6962, 2.1: SHA-256(00 ‖ bytes).
    static func leaf(_ bytes: [UInt8]) -> [UInt8] { SHA256.hash([0] + bytes) }

    /// RFC 6962, 2.1: SHA-256(01 ‖ left ‖ right).
    static func node(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] { SHA256.hash([1] + left + right) }

    /// SHA-256(02 ‖ the chain hash before ‖ the leaf).
    static func chain(_ previous: [UInt8], _ leaf: [UInt8]) -> [UInt8] { SHA256.hash([2] + previous + leaf) }

    /// SHA-256 of a text, in hexadecimal: the name of an attachment.
    static func digest(of text: String) -> String { Hex.encode(SHA256.hash(Array(text.utf8))) }
}
