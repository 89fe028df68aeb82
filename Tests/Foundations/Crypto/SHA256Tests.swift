import Crypto
import Testing

@Suite struct SHA256Tests {
    @Test(
        "gives the digests that NIST publishes",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
            (
                "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
                "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
            ),
        ])
    func vectors(text: String, digest: String) {
        #expect(Hex.encode(SHA256.hash(Array(text.utf8))) == digest)
    }

    @Test("a million letters a, fed in uneven pieces, give NIST's digest")
    func pieces() {
        var digest = SHA256()
        var left = 1_000_000
        var size = 1
        while left > 0 {
            let count = min(size, left)
            digest.update([UInt8](repeating: UInt8(ascii: "a"), count: count))
            left -= count
            size = size % 997 + 61
        }
        #expect(
            Hex.encode(digest.finalize()) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    @Test("a copy goes its own way")
    func copies() {
        var one = SHA256()
        one.update(Array("ab".utf8))
        var other = one
        other.update(Array("X".utf8))
        one.update(Array("c".utf8))
        #expect(one.finalize() == SHA256.hash(Array("abc".utf8)))
        #expect(other.finalize() == SHA256.hash(Array("abX".utf8)))
    }

    @Test("after finalize it stands for no bytes again")
    func startsAgain() {
        var digest = SHA256()
        digest.update([1, 2, 3])
        _ = digest.finalize()
        #expect(digest.finalize() == SHA256.hash([]))
    }
}
