import Model
import YAML

/// A file that was read into nodes, with what is needed to point into it.
struct SourceFile {
    /// Its path below the root.
    let path: String
    /// Its lines without their ends, to show them in findings.
    let lines: [String]
    /// Its value.
    let root: YAMLNode

    func place(_ place: YAMLPlace) -> SourcePlace {
        SourcePlace(file: path, line: place.line, column: place.column)
    }

    func place(_ node: YAMLNode) -> SourcePlace { place(node.place) }

    /// The lines of a text, for findings; bytes that are no text show as replacement characters.
    static func lines(of bytes: [UInt8]) -> [String] {
        // Bytes and not characters: to Swift a carriage return and a line feed are one character.
        bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
            String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
        }
    }
}
