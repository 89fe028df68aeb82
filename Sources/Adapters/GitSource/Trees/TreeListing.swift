/// One line of `git ls-tree -r -l -z`.
struct TreeListing {
    enum Kind { case file(isExecutable: Bool), symlink, submodule, unknown }

    var path: String
    var kind: Kind
    var object: String
    var size: Int
    /// Whether the name is text; git allows any bytes.
    var isText: Bool

    /// `100644 blob 2b9a… 1234\tpath`; `nil` for anything else.
    init?(_ record: some Collection<UInt8>) {
        guard let tab = record.firstIndex(of: UInt8(ascii: "\t")) else { return nil }
        let fields = record[..<tab].split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
        guard fields.count == 4 else { return nil }
        let name = record[record.index(after: tab)...]
        let text = String(validating: name, as: UTF8.self)
        isText = text != nil
        path = text ?? String(decoding: name, as: UTF8.self)
        object = fields[2]
        size = Int(fields[3]) ?? 0
        kind =
            switch fields[0] {
            case "100644", "100664": .file(isExecutable: false)
            case "100755": .file(isExecutable: true)
            case "120000": .symlink
            case "160000": .submodule
            default: .unknown
            }
    }
}
