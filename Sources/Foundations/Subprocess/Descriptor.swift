import CSystem
import Glibc

/// An open file descriptor, closed when nothing holds it any more.
final class Descriptor: Sendable {
    let number: Int32

    init(_ number: Int32) { self.number = number }

    deinit { close(number) }

    /// Both ends of a new pipe: closed by exec, and never 0, 1 or 2.
    static func pipe() -> (reading: Descriptor, writing: Descriptor)? {
        var ends: [Int32] = [-1, -1]
        guard tend_pipe(&ends) == 0 else { return nil }
        return (Descriptor(ends[0]), Descriptor(ends[1]))
    }
}

/// What the system says about an error number.
func systemMessage(_ number: Int32) -> String {
    var text = [CChar](repeating: 0, count: 256)
    guard strerror_r(number, &text, text.count) == 0 else { return "error \(number)" }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
