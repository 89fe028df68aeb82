/// What a cell of a database holds, and what can be bound to a parameter.
public enum SQLiteValue: Sendable, Hashable {
    /// `NULL`.
    case null
    /// `INTEGER`, 64 bits and signed.
    case integer(Int64)
    /// `REAL`.
    case real(Double)
    /// `TEXT` that is valid UTF-8.
    case text(String)
    /// `BLOB`.
    case blob([UInt8])
    /// `TEXT` whose bytes are not UTF-8. SQLite stores what it is given, so a file that was tampered with can hold this;
    /// repairing it silently would hide the change. It can be read, never bound.
    case invalidText([UInt8])

    /// The name SQLite has for the kind of value, for messages. It never tells the value.
    public var typeName: String {
        switch self {
        case .null: "NULL"
        case .integer: "INTEGER"
        case .real: "REAL"
        case .text: "TEXT"
        case .blob: "BLOB"
        case .invalidText: "TEXT that is not UTF-8"
        }
    }

    /// A text, or `NULL` for nil.
    public static func text(ifPresent text: String?) -> SQLiteValue {
        text.map(SQLiteValue.text) ?? .null
    }

    /// An integer, or `NULL` for nil.
    public static func integer(ifPresent integer: Int64?) -> SQLiteValue {
        integer.map(SQLiteValue.integer) ?? .null
    }
}

extension SQLiteValue: ExpressibleByNilLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByStringLiteral
{
    /// `NULL`.
    public init(nilLiteral: ()) { self = .null }

    /// An integer.
    public init(integerLiteral value: Int64) { self = .integer(value) }

    /// A real number.
    public init(floatLiteral value: Double) { self = .real(value) }

    /// A text.
    public init(stringLiteral value: String) { self = .text(value) }
}
