import FoundationEssentials
import Model
import Testing

@Suite struct CommandReceiptTests {
    private let digest = String(repeating: "a1", count: 32)
    private let action = String(repeating: "b2", count: 16)

    @Test(
        "a receipt survives the way through its tag",
        arguments: [CommandReceiptStatus.started, .succeeded, .failed, .indeterminate])
    func roundTrip(_ status: CommandReceiptStatus) throws {
        let receipt = CommandReceipt(
            digest: try #require(ContentDigest(digest)), status: status,
            at: Date(timeIntervalSince1970: 1_800_000_000.75),
            action: try #require(ActionID(action)))
        #expect(receipt.tagValue == "\(digest) \(status.rawValue) 1800000000 \(action)")
        #expect(CommandReceipt(tagValue: receipt.tagValue) == receipt)
    }

    @Test("the longest receipt fits into the value of a tag")
    func length() throws {
        let receipt = CommandReceipt(
            digest: try #require(ContentDigest(digest)), status: .indeterminate,
            at: Date(timeIntervalSince1970: 253_402_300_799), action: try #require(ActionID(action)))
        #expect(receipt.tagValue.count <= 130)
        #expect(CommandReceipt(tagValue: receipt.tagValue) == receipt)
    }

    @Test("a value that tend didn't write is no receipt")
    func foreignValues() {
        let values = [
            "", "done", "\(digest) succeeded 1800000000", "\(digest) succeeded 1800000000 \(action) ",
            " \(digest) succeeded 1800000000 \(action)", "\(digest)  succeeded 1800000000 \(action)",
            "\(digest) Succeeded 1800000000 \(action)", "\(digest) done 1800000000 \(action)",
            "\(digest) succeeded soon \(action)", "\(digest) succeeded 1.5 \(action)",
            "\(digest) succeeded 1800000000 \(action)0", "\(digest.uppercased()) succeeded 1800000000 \(action)",
            "\(digest)\tsucceeded\t1800000000\t\(action)",
        ]
        for value in values { #expect(CommandReceipt(tagValue: value) == nil, "'\(value)' is read as a receipt") }
    }

    @Test(
        "a number that no date has is no receipt of tend's",
        arguments: ["-1", "253402300800", "9223372036854775807", "-9223372036854775808", "99999999999999999999"])
    func impossibleMoments(_ seconds: String) {
        #expect(CommandReceipt(tagValue: "\(digest) succeeded \(seconds) \(action)") == nil)
    }
}
