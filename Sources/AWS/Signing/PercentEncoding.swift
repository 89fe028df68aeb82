/// Percent-encoding of RFC 3986, with nothing but the unreserved characters left as they are.
enum PercentEncoding {
    /// A name or value of a query.
    static func encode(_ text: String) -> String {
        encode(text, keepingSlashes: false)
    }

    /// A name or value of a form in a body, where a space is a plus sign.
    static func encodeForm(_ text: String) -> String {
        encode(text).replacing("%20", with: "+")
    }

    /// A path, whose slashes stay.
    static func encodePath(_ path: String) -> String {
        encode(path, keepingSlashes: true)
    }

    private static let digits = Array("0123456789ABCDEF".utf8)

    private static func encode(_ text: String, keepingSlashes: Bool) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                bytes.append(byte)
            case UInt8(ascii: "/") where keepingSlashes:
                bytes.append(byte)
            default:
                bytes.append(UInt8(ascii: "%"))
                bytes.append(digits[Int(byte >> 4)])
                bytes.append(digits[Int(byte & 15)])
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
