/// Who is answerable for an action.
public enum Actor: Hashable, Codable, Sendable, CustomStringConvertible {
    /// The daemon on a host.
    case daemon(host: String)
    /// A person at a command line, such as `dev@laptop`.
    case person(String)

    /// `daemon@host` or the person.
    public var description: String {
        switch self {
        case .daemon(let host): "daemon@\(host)"
        case .person(let name): name
        }
    }
}
