import Glibc

/// Sends bytes to a port of this machine and reads all that comes back until the other side closes.
enum RawClient {
    static func exchange(_ port: UInt16, _ text: String) async -> String {
        await withCheckedContinuation { continuation in
            let job = Unmanaged.passRetained(Job(port: port, text: text, continuation: continuation))
            var thread = pthread_t()
            if pthread_create(&thread, nil, runJob, job.toOpaque()) == 0 {
                pthread_detach(thread)
            } else {
                job.takeRetainedValue().continuation.resume(returning: "no thread")
            }
        }
    }

    fileprivate final class Job {
        let port: UInt16
        let text: String
        let continuation: CheckedContinuation<String, Never>

        init(port: UInt16, text: String, continuation: CheckedContinuation<String, Never>) {
            self.port = port
            self.text = text
            self.continuation = continuation
        }

        func run() {
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            defer { close(descriptor) }
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
            address.sin_port = port.bigEndian
            let connected = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            guard connected == 0 else { return continuation.resume(returning: "no connection") }
            let bytes = Array(text.utf8)
            var sent = 0
            while sent < bytes.count {
                let count = send(
                    descriptor, Array(bytes[sent...]), bytes.count - sent, Int32(MSG_NOSIGNAL))
                if count <= 0 { break }
                sent += count
            }
            var answer: [UInt8] = []
            var piece = [UInt8](repeating: 0, count: 65536)
            while true {
                let count = recv(descriptor, &piece, piece.count, 0)
                if count <= 0 { break }
                answer += piece[..<count]
            }
            continuation.resume(returning: String(decoding: answer, as: UTF8.self))
        }
    }
}

private func runJob(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let context { Unmanaged<RawClient.Job>.fromOpaque(context).takeRetainedValue().run() }
    return nil
}
