import FoundationEssentials
import Testing

@testable import AWS

@Suite struct EncodingTests {
    @Test("Only the unreserved characters of RFC 3986 are left as they are")
    func encodes() {
        #expect(PercentEncoding.encode("aZ09-._~") == "aZ09-._~")
        #expect(PercentEncoding.encode("a b+c/d=é&*'(") == "a%20b%2Bc%2Fd%3D%C3%A9%26%2A%27%28")
        #expect(PercentEncoding.encodeForm("a b+c%20~*") == "a+b%2Bc%2520~%2A")
        #expect(PercentEncoding.encodePath("/a b//c+é") == "/a%20b//c%2B%C3%A9")
    }

    @Test(
        "A moment is written and read back",
        arguments: [
            (0, "19700101T000000Z", "1970-01-01T00:00:00Z"),
            (1_440_938_160, "20150830T123600Z", "2015-08-30T12:36:00Z"),
            (1_709_164_800, "20240229T000000Z", "2024-02-29T00:00:00Z"),
            (1_735_689_599, "20241231T235959Z", "2024-12-31T23:59:59Z"),
            (4_107_542_400, "21000301T000000Z", "2100-03-01T00:00:00Z"),
        ])
    func timestamps(seconds: Int, basic: String, extended: String) {
        let date = Date(timeIntervalSince1970: Double(seconds))
        #expect(AWSTimestamp.basic(date) == basic)
        #expect(AWSTimestamp.extended(date) == extended)
        #expect(AWSTimestamp.iso8601(extended) == date)
    }

    @Test("A moment is read with a fraction and with an offset")
    func otherForms() {
        #expect(AWSTimestamp.iso8601("2024-02-29T12:00:00.250Z")?.timeIntervalSince1970 == 1_709_208_000.25)
        #expect(AWSTimestamp.iso8601("2024-02-29T12:00:00+01:30")?.timeIntervalSince1970 == 1_709_202_600)
        #expect(AWSTimestamp.http("Thu, 29 Feb 2024 12:00:00 GMT")?.timeIntervalSince1970 == 1_709_208_000)
    }

    @Test(
        "What is no moment is not read",
        arguments: [
            "", "2024", "2024-13-01T00:00:00Z", "2024-01-01T24:00:00Z", "2024-01-01T00:00:00", "2024-01-01 00:00:00Z",
            "2024-01-01T00:00:00.Z", "２０24-01-01T00:00:00Z", "2024-01-01T00:00:00Zz", "0000-01-01T00:00:00Z",
        ])
    func wrongForms(text: String) {
        #expect(AWSTimestamp.iso8601(text) == nil)
        #expect(AWSTimestamp.http(text) == nil)
    }

    @Test("A date far outside of the calendar does not stop the program")
    func farDates() {
        #expect(AWSTimestamp.basic(.distantPast) == "19700101T000000Z")
        #expect(AWSTimestamp.basic(Date(timeIntervalSince1970: 1e300)) == "99991231T235959Z")
        #expect(AWSTimestamp.basic(Date(timeIntervalSince1970: .nan)) == "19700101T000000Z")
    }
}
