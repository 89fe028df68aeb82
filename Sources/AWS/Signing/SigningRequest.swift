/// A request that is to be signed.
struct SigningRequest: Sendable {
    var method: String
    /// `http` or `https`.
    var scheme: String
    /// The host, with its port where that isn't the scheme's own.
    var host: String
    /// The path as it goes over the wire, percent-encoded.
    var path: String
    /// Names and values, not encoded.
    var query: [(name: String, value: String)] = []
    /// The headers, all of which are signed; `Host` comes by itself.
    var headers: [(name: String, value: String)] = []
    var body: [UInt8] = []

    /// The query as it goes over the wire, which is the canonical one.
    var canonicalQuery: String {
        query.map { (PercentEncoding.encode($0.name), PercentEncoding.encode($0.value)) }
            .sorted {
                $0.0 == $1.0
                    ? $0.1.utf8.lexicographicallyPrecedes($1.1.utf8) : $0.0.utf8.lexicographicallyPrecedes($1.0.utf8)
            }
            .map { "\($0.0)=\($0.1)" }.joined(separator: "&")
    }

    /// The address as it goes over the wire.
    var url: String {
        "\(scheme)://\(host)\(path)" + (query.isEmpty ? "" : "?\(canonicalQuery)")
    }
}
