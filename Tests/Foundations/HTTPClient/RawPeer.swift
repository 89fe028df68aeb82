import Glibc
import Synchronization
import Threads

@testable import HTTPClient

/// A listening socket on loopback and what it does with each connection, byte by byte.
final class RawPeer: Sendable {
    let port: UInt16
    private let descriptor: Int32
    private let hasThread: Bool
    private let requests = Mutex<[String]>([])

    /// Everything that was received, one text per connection, as far as it was read.
    var received: [String] { requests.withLock { $0 } }

    /// Accepts nothing: the kernel takes connections and nobody ever answers.
    static func silent() throws -> RawPeer { try RawPeer(isSilent: true) { _ in "" } }

    /// Reads a request up to and with a body of the length that it declares, writes what `answer` makes of it, and
    /// closes.
    init(isSilent: Bool = false, answer: @escaping @Sendable (String) -> String) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = descriptor
        let succeeded = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && listen(descriptor, 64) == 0
                    && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard succeeded else { throw Failure(code: errno) }
        port = UInt16(bigEndian: address.sin_port)
        hasThread = !isSilent
        if isSilent { return }
        guard SystemThread.start({ [weak self] in RawPeer.serve(descriptor, answer) { text in self?.note(text) } })
        else { throw Failure(code: EAGAIN) }
    }

    deinit {
        // Ends the thread's wait; the thread closes, lest it accept on a number that means another socket by then.
        shutdown(descriptor, Int32(SHUT_RDWR))
        if !hasThread { close(descriptor) }
    }

    struct Failure: Error {
        let code: Int32
    }

    private func note(_ text: String) {
        requests.withLock { $0.append(text) }
    }

    private static func serve(
        _ listener: Int32, _ answer: @Sendable (String) -> String, _ note: (String) -> Void
    ) {
        defer { close(listener) }
        while true {
            let connection = accept(listener, nil, nil)
            guard connection >= 0 else { return }
            let request = readRequest(connection)
            note(request)
            let bytes = Array(answer(request).utf8)
            _ = send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
            close(connection)
        }
    }

    private static func readRequest(_ connection: Int32) -> String {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = recv(connection, &piece, piece.count, 0)
            if count <= 0 { break }
            bytes += piece[..<count]
            if let end = wholeLength(bytes), bytes.count >= end { break }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func wholeLength(_ bytes: [UInt8]) -> Int? {
        let text = String(decoding: bytes.prefix(8192), as: UTF8.self)
        guard let end = text.utf8Offset(of: "\r\n\r\n") else { return nil }
        let line = text.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
        let declared = line.flatMap { Int($0.split(separator: " ").last ?? "") } ?? 0
        return end + 4 + declared
    }
}

extension String {
    fileprivate func utf8Offset(of other: String) -> Int? {
        let (all, wanted) = (Array(utf8), Array(other.utf8))
        guard all.count >= wanted.count else { return nil }
        return (0...(all.count - wanted.count)).first { all[$0..<($0 + wanted.count)].elementsEqual(wanted) }
    }
}
