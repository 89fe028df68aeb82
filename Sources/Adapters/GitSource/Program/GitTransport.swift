/// How a repository is reached. Everything else that git knows (`ext::` runs programs, `git://` is unauthenticated) is
/// refused.
public enum GitTransport: String, Sendable, Hashable {
    /// `https://`
    case https
    /// `http://`, without protection against anybody on the way; only where it was written so.
    case http
    /// `ssh://` and `user@host:path`
    case ssh
    /// A path or `file://`
    case file

    /// The transport of an address; `nil` for one that is refused.
    public init?(address: String) {
        guard !address.isEmpty, !address.hasPrefix("-"),
            !address.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F })
        else { return nil }
        if let end = address.firstRange(of: "://") {
            switch address[..<end.lowerBound] {
            case "https": self = .https
            case "http": self = .http
            case "ssh": self = .ssh
            case "file": self = .file
            default: return nil
            }
        } else if address.hasPrefix("/") {
            self = .file
        } else if let colon = address.firstIndex(of: ":"), !address[..<colon].contains("/"),
            !address[colon...].hasPrefix("::")
        {
            self = .ssh
        } else {
            return nil
        }
    }
}

/// An address of a repository as it can be shown: without the password that it may hold.
func shownAddress(_ address: String) -> String {
    guard let scheme = address.firstRange(of: "://") else { return address }
    let rest = address[scheme.upperBound...]
    let host = rest.prefix { $0 != "/" }
    guard let at = host.lastIndex(of: "@") else { return address }
    return String(address[..<scheme.upperBound]) + "<redacted>" + rest[at...]
}
