import Glibc
import Synchronization

/// Where lines go. Loggers that share a sink never interleave.
public struct LogSink: Sendable {
    private let take: @Sendable (String) -> Void

    /// Hands each line, without its line feed, to `take`, which may be called from several threads at once.
    public init(_ take: @escaping @Sendable (String) -> Void) {
        self.take = take
    }

    /// Writes to a file descriptor, which must stay open: a whole line in one write(2) unless the system takes only a
    /// part. What can't be written is lost; a log never stops the program.
    public static func descriptor(_ descriptor: Int32) -> LogSink {
        let output = DescriptorOutput(descriptor)
        return LogSink { line in output.write(line) }
    }

    /// The process's standard error.
    public static let standardError = LogSink.descriptor(2)

    func callAsFunction(_ line: String) {
        take(line)
    }
}

/// One writer at a time to one descriptor.
private final class DescriptorOutput: Sendable {
    private let descriptor: Mutex<Int32>

    init(_ descriptor: Int32) {
        self.descriptor = Mutex(descriptor)
    }

    func write(_ line: String) {
        var bytes = ContiguousArray(line.utf8)
        bytes.append(UInt8(ascii: "\n"))
        descriptor.withLock { descriptor in
            bytes.withUnsafeBytes { buffer in
                var sent = 0
                while sent < buffer.count {
                    let rest = UnsafeRawBufferPointer(rebasing: buffer[sent...])
                    let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
                    if count > 0 {
                        sent += count
                    } else if count < 0, errno == EAGAIN {
                        // The reader of a non-blocking pipe or terminal is behind; give it a second.
                        var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                        if poll(&wait, 1, 1000) == 0 { return }
                    } else if count < 0, errno == EINTR {
                        continue
                    } else {
                        return
                    }
                }
            }
        }
    }
}
