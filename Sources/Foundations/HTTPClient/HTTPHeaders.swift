/// The header fields of a message, in their order. Names are compared without regard to case (RFC 9110 §5.1).
public struct HTTPHeaders: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    /// The fields in order; a name may occur more than once.
    public private(set) var fields: [(name: String, value: String)]

    /// The given fields, in the given order.
    public init(_ fields: [(String, String)] = []) {
        self.fields = fields.map { (name: $0.0, value: $0.1) }
    }

    /// `["Content-Type": "text/plain"]`; a name may be repeated.
    public init(dictionaryLiteral elements: (String, String)...) {
        self.init(elements)
    }

    /// The first value under `name`. Setting replaces every value under it, in the place of the first; `nil` removes
    /// them.
    public subscript(name: String) -> String? {
        get {
            fields.first { HTTPHeaders.same($0.name, name) }?.value
        }
        set {
            let place = fields.firstIndex { HTTPHeaders.same($0.name, name) }
            fields.removeAll { HTTPHeaders.same($0.name, name) }
            if let newValue {
                fields.insert((name: name, value: newValue), at: place ?? fields.count)
            }
        }
    }

    /// Every value under `name`, in order.
    public func values(of name: String) -> [String] {
        fields.filter { HTTPHeaders.same($0.name, name) }.map(\.value)
    }

    /// Adds a field after the others, also when there is one of that name.
    public mutating func add(name: String, value: String) {
        fields.append((name: name, value: value))
    }

    /// The same fields in the same order; names may differ in case.
    public static func == (a: HTTPHeaders, b: HTTPHeaders) -> Bool {
        a.fields.elementsEqual(b.fields) { same($0.name, $1.name) && $0.value == $1.value }
    }

    static func same(_ a: String, _ b: String) -> Bool {
        a.utf8.elementsEqual(b.utf8) { lowercase($0) == lowercase($1) }
    }

    private static func lowercase(_ byte: UInt8) -> UInt8 {
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
    }
}
