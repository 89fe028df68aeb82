import Crypto
import Testing

@Suite struct FieldHashTests {
    private func digest(_ fields: [String]) -> [UInt8] {
        var digest = FieldHash(purpose: "test")
        for field in fields { digest.add(field) }
        return digest.finish()
    }

    @Test("fields are kept apart, however they are cut")
    func boundaries() {
        let lists = [
            ["ab", "c"], ["a", "bc"], ["abc"], ["abc", ""], ["", "abc"], ["a", "b", "c"], ["2:ab1:c"], [],
        ]
        #expect(Set(lists.map(digest)).count == lists.count)
    }

    @Test("the purpose counts, and what is finished can be added to")
    func purpose() {
        var one = FieldHash(purpose: "one")
        var other = FieldHash(purpose: "other")
        #expect(one.finish() != other.finish())
        one.add("x")
        other.add("x")
        #expect(one.finish() != other.finish())
        #expect(one.finish() == one.finish())
    }

    @Test("it is SHA-256 over each field behind its length in bytes")
    func knownValue() {
        // printf '4:test3:a\xc3\xa4' | sha256sum
        #expect(Hex.encode(digest(["aä"])) == "befeb318b9f858b99752f11115a83b7e73cc9381ffa87ef9eddf820bb1f49485")
    }
}
