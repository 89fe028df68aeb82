import FoundationEssentials
import Testing

@testable import Commands

@Suite struct WordingTests {
    @Test(
        "Spans are written in the two largest units",
        arguments: [
            (0.0, "0s"), (0.4, "0s"), (45, "45s"), (59.6, "1m"), (60, "1m"), (500, "8m 20s"), (3600, "1h"),
            (3659, "1h"), (7500, "2h 5m"), (90_000, "25h"),
        ])
    func span(seconds: Double, text: String) { #expect(Wording.span(seconds: seconds) == text) }

    @Test("Moments are RFC 3339 with a space")
    func moment() {
        #expect(Wording.moment(Date(timeIntervalSince1970: 1_800_000_000)) == "2027-01-15 08:00:00Z")
    }

    @Test("Columns line up although the marks are two columns wide")
    func table() {
        var table = TextTable()
        table.row("🏭 prd", "a", "x")
        table.row("other", "long", "y")
        table.row("no more")
        #expect(table.lines(indent: "  ") == ["  🏭 prd   a     x", "  other    long  y", "  no more"])
        #expect(TextTable().lines() == [])
    }
}
