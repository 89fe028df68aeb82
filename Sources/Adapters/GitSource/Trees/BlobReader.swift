/// Takes the output of `git cat-file --batch` apart: `<id> blob <size>\n<content>\n` for each id that was asked for.
struct BlobReader {
    private var rest: ArraySlice<UInt8>

    init(_ output: [UInt8]) { rest = output[...] }

    /// The next object, or `nil` when the output is not what was promised.
    mutating func next(expecting id: String) -> [UInt8]? {
        guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        let fields = rest[..<end].split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
        guard fields.count == 3, fields[0] == id, fields[1] == "blob", let size = Int(fields[2]), size >= 0 else {
            return nil
        }
        rest = rest[(end + 1)...]
        // The content and the line end after it.
        guard rest.count > size else { return nil }
        let content = Array(rest.prefix(size))
        rest = rest.dropFirst(size + 1)
        return content
    }
}
