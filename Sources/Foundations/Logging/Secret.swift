/// A value that must not be printed: a secret key, a token, a password. It shows itself as `<redacted>` wherever Swift
/// prints it by itself; `reveal()` is the only way to the value. It is deliberately not Codable.
public struct Secret: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let value: String

    /// Keeps `value` from being printed.
    public init(_ value: String) {
        self.value = value
    }

    /// The value itself.
    public func reveal() -> String { value }

    /// `<redacted>`.
    public var description: String { "<redacted>" }
    /// `<redacted>`.
    public var debugDescription: String { "<redacted>" }
    /// Without children, so that `dump` shows nothing.
    public var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }

    /// Whether both hold the same bytes; the time it takes doesn't tell where they differ.
    public static func == (a: Secret, b: Secret) -> Bool {
        let (a, b) = (Array(a.value.utf8), Array(b.value.utf8))
        guard a.count == b.count else { return false }
        return zip(a, b).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
