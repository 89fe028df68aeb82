/// Which of a child's two streams something was written on.
public enum OutputStream: Sendable, Hashable, CustomStringConvertible {
    /// Descriptor 1.
    case standardOutput
    /// Descriptor 2.
    case standardError

    /// `standard output` or `standard error`.
    public var description: String {
        switch self {
        case .standardOutput: "standard output"
        case .standardError: "standard error"
        }
    }
}

/// A line that a child has written, without its line end.
public struct OutputLine: Sendable, Hashable {
    /// Where it was written.
    public var stream: OutputStream
    /// The line; bytes that aren't UTF-8 became U+FFFD.
    public var text: String

    /// A line from its parts.
    public init(stream: OutputStream, text: String) {
        self.stream = stream
        self.text = text
    }
}

/// Cuts a stream of bytes into lines.
struct LineSplitter {
    /// A line longer than this is handed over in pieces, so that a child that never ends its line costs no memory.
    static let longestLine = 1 << 20

    private var pending: [UInt8] = []

    /// The lines that these bytes complete.
    mutating func append(_ bytes: ArraySlice<UInt8>) -> [String] {
        var lines: [String] = []
        var rest = bytes
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            pending.append(contentsOf: rest[rest.startIndex..<end])
            lines.append(takePending())
            rest = rest[(end + 1)...]
        }
        pending.append(contentsOf: rest)
        if pending.count >= Self.longestLine { lines.append(takePending()) }
        return lines
    }

    /// What was written after the last line end.
    mutating func finish() -> [String] { pending.isEmpty ? [] : [takePending()] }

    private mutating func takePending() -> String {
        if pending.last == UInt8(ascii: "\r") { pending.removeLast() }
        defer { pending.removeAll(keepingCapacity: true) }
        return String(decoding: pending, as: UTF8.self)
    }
}
