import FoundationEssentials
import Testing

@testable import AuditTrail

@Suite struct TimestampTests {
    @Test("a time goes through nanoseconds and through text and comes back equal")
    func roundTrip() {
        var generator = SystemRandomNumberGenerator()
        let times = (0..<2_000).map { _ in Double.random(in: -1.5e9...2e9, using: &generator) }
        for interval in times + [0, 800_000_000, 800_000_000.5, -0.000_000_1, 0.999_999_999] {
            let date = Date(timeIntervalSinceReferenceDate: interval)
            let nanoseconds = Timestamp.nanoseconds(date)
            let text = Timestamp.text(nanoseconds)
            #expect(
                abs(Timestamp.date(nanoseconds).timeIntervalSince(date)) < 1e-9 || Timestamp.date(nanoseconds) == date)
            #expect(Timestamp.date(text) == Timestamp.date(nanoseconds), "\(text)")
        }
    }

    @Test(
        "times are written in UTC with the digits that there are",
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59.999999999Z"),
            (1_795_227_299_250_000_000, "2026-11-21T02:14:59.25Z"), (1, "1970-01-01T00:00:00.000000001Z"),
        ] as [(Int64, String)])
    func text(nanoseconds: Int64, text: String) {
        #expect(Timestamp.text(nanoseconds) == text)
    }

    @Test("a date that 64 bits don't hold does not end the program")
    func extremes() {
        #expect(Timestamp.nanoseconds(.distantFuture) == .max)
        #expect(Timestamp.nanoseconds(.distantPast) == .min)
        #expect(Timestamp.nanoseconds(Date(timeIntervalSinceReferenceDate: .nan)) == .max)
        #expect(Timestamp.text(.min).hasPrefix("1677-"))
        #expect(Timestamp.text(.max).hasPrefix("2262-"))
    }

    @Test(
        "what is no time is refused",
        arguments: ["", "Z", "yesterday", "2026-11-21T02:14:59.Z", "2026-11-21T02:14:59.1234567891Z"])
    func refused(text: String) {
        #expect(Timestamp.date(text) == nil)
    }
}
