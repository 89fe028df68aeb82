/// How a child ended, and what it said.
public struct ProcessResult: Sendable, Hashable {
    /// The end of a child.
    public enum Status: Sendable, Hashable, CustomStringConvertible {
        /// It left by itself, with this exit status.
        case exited(Int32)
        /// This signal ended it.
        case signalled(Int32)

        /// `exit status 1`, or `signal 9`.
        public var description: String {
            switch self {
            case .exited(let status): "exit status \(status)"
            case .signalled(let signal): "signal \(signal)"
            }
        }
    }

    /// How it ended.
    public var status: Status
    /// What it wrote on its standard output, up to the limit of the command.
    public var standardOutput: [UInt8]
    /// What it wrote on its standard error, up to the limit of the command.
    public var standardError: [UInt8]
    /// From its start to its end.
    public var elapsed: Duration

    /// A result from its parts.
    public init(status: Status, standardOutput: [UInt8] = [], standardError: [UInt8] = [], elapsed: Duration = .zero) {
        self.status = status
        self.standardOutput = standardOutput
        self.standardError = standardError
        self.elapsed = elapsed
    }

    /// Whether it exited with status 0.
    public var succeeded: Bool { status == .exited(0) }

    /// The standard output as text; bytes that aren't UTF-8 become U+FFFD.
    public var standardOutputText: String { String(decoding: standardOutput, as: UTF8.self) }

    /// The standard error as text; bytes that aren't UTF-8 become U+FFFD.
    public var standardErrorText: String { String(decoding: standardError, as: UTF8.self) }

    /// The last lines of the standard error that aren't blank, oldest first: what a message quotes.
    public func lastErrorLines(_ count: Int = 5) -> [String] { lastLines(of: standardError, count) }
}

/// The last lines that aren't blank, oldest first.
func lastLines(of bytes: [UInt8], _ count: Int) -> [String] {
    var lines: [String] = []
    // A megabyte of blank lines is not worth a walk: what matters stands at the end.
    for line in bytes.suffix(16384).split(separator: UInt8(ascii: "\n")).reversed() where lines.count < count {
        guard line.contains(where: { $0 > UInt8(ascii: " ") }) else { continue }
        let text = String(decoding: line, as: UTF8.self)
        lines.append(text.last == "\r" ? String(text.dropLast()) : text)
    }
    return lines.reversed()
}
