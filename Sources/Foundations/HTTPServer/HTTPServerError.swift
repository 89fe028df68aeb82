/// Why a server does not listen.
public enum HTTPServerError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The address isn't a numeric IPv4 or IPv6 address.
    case badAddress(String)
    /// Another process has the port.
    case addressInUse(address: String, port: UInt16)
    /// The system refuses.
    case cannotListen(address: String, port: UInt16, reason: String)

    /// What happened and what can be done.
    public var description: String {
        switch self {
        case .badAddress(let address):
            "'\(address)' is not an address to listen on; give a numeric one such as 127.0.0.1 or ::1"
        case .addressInUse(let address, let port):
            "can't listen on \(address) port \(port): another process has it; stop that one or choose another port"
        case .cannotListen(let address, let port, let reason):
            "can't listen on \(address) port \(port): \(reason)"
        }
    }
}
