import FoundationEssentials
import Testing

/// A text that a person can read and judge, kept beside the tests. With `TEND_WRITE_SNAPSHOTS=1` in the environment the files
/// are written anew, to be looked at in the diff.
enum Snapshot {
    private static let folder =
        "\(#filePath)".split(separator: "/").dropLast(2).map { "/\($0)" }.joined() + "/Snapshots"

    static func expect(
        _ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let path = "\(folder)/\(name)"
        if ProcessInfo.processInfo.environment["TEND_WRITE_SNAPSHOTS"] == "1" {
            try text.write(toFile: path, atomically: true, encoding: .utf8)
        }
        let wanted = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
        #expect(text == wanted, "\(name) differs", sourceLocation: sourceLocation)
    }
}
