import Files
import FoundationEssentials
import Testing

@Suite struct FileTroubleTests {
    private struct Other: Error, CustomStringConvertible {
        let description = "something else"
    }

    @Test("what FoundationEssentials throws is told in words, everything else as it tells itself")
    func words() throws {
        let missing = FileManager.default.temporaryDirectory.path + "/tend-\(UUID().uuidString)/file"
        do {
            try "text".write(toFile: missing, atomically: false, encoding: .utf8)
            Issue.record("a file was written into a directory that does not exist")
        } catch {
            #expect(FileTrouble.reason(error) == "it does not exist")
        }
        #expect(FileTrouble.reason(CocoaError(.fileWriteOutOfSpace)) == "the disk is full")
        #expect(FileTrouble.reason(CocoaError(.fileReadNoPermission)) == "permission denied")
        #expect(FileTrouble.reason(Other()) == "something else")
    }
}
