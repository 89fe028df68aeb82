import Glibc

/// Owns a socket that listens, until `release` hands it over.
final class ListeningSocket {
    let port: UInt16
    private var descriptor: Int32

    init(address: String, port: UInt16) throws(HTTPServerError) {
        var hints = addrinfo()
        hints.ai_flags = AI_NUMERICHOST | AI_PASSIVE
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(address, String(port), &hints, &found) == 0, let info = found?.pointee else {
            throw .badAddress(address)
        }
        defer { freeaddrinfo(found) }
        descriptor = socket(info.ai_family, info.ai_socktype | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw ListeningSocket.failure(address, port) }
        var yes: Int32 = 1
        // Without it a restarted daemon could not listen while old connections linger.
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        guard bind(descriptor, info.ai_addr, info.ai_addrlen) == 0, listen(descriptor, 512) == 0,
            let chosen = ListeningSocket.port(of: descriptor)
        else {
            let failure = ListeningSocket.failure(address, port)
            close(descriptor)
            throw failure
        }
        self.port = chosen
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// The descriptor, which is the caller's to close from now on.
    func release() -> Int32 {
        defer { descriptor = -1 }
        return descriptor
    }

    private static func failure(_ address: String, _ port: UInt16) -> HTTPServerError {
        let code = errno
        if code == EADDRINUSE { return .addressInUse(address: address, port: port) }
        return .cannotListen(address: address, port: port, reason: String(cString: strerror(code)))
    }

    private static func port(of descriptor: Int32) -> UInt16? {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return withUnsafeMutablePointer(to: &storage) { storage in
            storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                guard getsockname(descriptor, address, &length) == 0 else { return nil }
                return numericName(of: address, length).flatMap { UInt16($0.port) }
            }
        }
    }
}

/// Address and port in digits.
func numericName(of address: UnsafePointer<sockaddr>, _ length: socklen_t) -> (host: String, port: String)? {
    var host = [UInt8](repeating: 0, count: Int(NI_MAXHOST))
    var port = [UInt8](repeating: 0, count: Int(NI_MAXSERV))
    let code = host.withUnsafeMutableBytes { host in
        port.withUnsafeMutableBytes { port in
            getnameinfo(
                address, length, host.baseAddress?.assumingMemoryBound(to: CChar.self), socklen_t(host.count),
                port.baseAddress?.assumingMemoryBound(to: CChar.self), socklen_t(port.count),
                NI_NUMERICHOST | NI_NUMERICSERV)
        }
    }
    guard code == 0 else { return nil }
    return (
        String(decoding: host.prefix { $0 != 0 }, as: UTF8.self),
        String(decoding: port.prefix { $0 != 0 }, as: UTF8.self)
    )
}
