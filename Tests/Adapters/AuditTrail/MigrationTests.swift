import Crypto
import Testing

@testable import AuditTrail

@Suite struct MigrationTests {
    @Test("a migration's text never changes once files were written with it")
    func pinned() {
        let digests = Migration.all.map { Hex.encode(SHA256.hash(Array($0.sql.utf8))) }
        #expect(digests == ["300f5f80a806792d0d07dbca06fff6678b015c9cc3674e8bc9f7dadcd16957d4"])
    }

    @Test("versions count up from 1")
    func versions() {
        #expect(Migration.all.map(\.version) == Array(1...Int64(Migration.all.count)))
    }
}
