import Crypto
import Testing

@Suite struct BytesTests {
    @Test("hex goes there and back, in either case")
    func hexRoundTrip() {
        let all = Array(UInt8.min...UInt8.max)
        #expect(Hex.decode(Hex.encode(all)) == all)
        #expect(Hex.decode(Hex.encode(all).uppercased()) == all)
        #expect(Hex.encode([0, 9, 0xAB]) == "0009ab")
        #expect(Hex.decode("") == [])
    }

    @Test("what isn't hex is refused", arguments: ["0", "0g", "0x00", " 00", "00\n", "é0", "٠٠"])
    func notHex(text: String) {
        #expect(Hex.decode(text) == nil)
    }

    @Test("comparison in constant time tells every difference")
    func constantTime() {
        #expect(ConstantTime.equal([], []))
        #expect(ConstantTime.equal([1, 2], [1, 2]))
        #expect(!ConstantTime.equal([1, 2], [1, 3]))
        #expect(!ConstantTime.equal([1, 2], [0, 2]))
        #expect(!ConstantTime.equal([1, 2], [1]))
    }

    @Test("random bytes have the length asked for and don't repeat")
    func random() throws {
        #expect(try SecureRandom.bytes(32).count == 32)
        #expect(try SecureRandom.bytes(0).isEmpty)
        #expect(try SecureRandom.bytes(-1).isEmpty)
        let draws = try (0..<100).map { _ in try SecureRandom.bytes(16) }
        #expect(Set(draws).count == 100)
    }

    @Test("more random bytes than libcrypto counts are refused before memory is taken for them")
    func tooMany() {
        let error = #expect(throws: CryptoError.self) { try SecureRandom.bytes(1 << 40) }
        #expect(
            error?.description == "1099511627776 random bytes were asked for at once: at most 2147483647 can be had")
    }
}
