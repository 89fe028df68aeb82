import Dispatch
import Glibc
import Synchronization

/// Brings signals from their handler, where next to nothing is allowed, to an ordinary thread: the handler writes the signal's
/// number into a pipe (signal-safety(7)), and Dispatch reads it at the other end.
///
/// Dispatch's own signal sources would not do: on Linux they read a signalfd, which gets only what is blocked in every thread,
/// and a process with a thread pool loses signals to whichever thread has them unblocked.
final class SignalPipe: Sendable {
    /// The process's only one; it stays.
    static let shared = SignalPipe()

    typealias Receiver = @Sendable (Int32) -> Void

    private struct Registration {
        var id: Int
        var numbers: Set<Int32>
        var receive: Receiver
    }

    private let registrations = Mutex<(next: Int, all: [Registration])>((0, []))
    // Dispatch's objects may be used from any thread; Dispatch doesn't declare it.
    nonisolated(unsafe) private let source: (any DispatchSourceRead)?

    private init() {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            source = nil
            return
        }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        let reading = ends[0]
        let source = DispatchSource.makeReadSource(
            fileDescriptor: reading, queue: DispatchQueue(label: "tend.signals"))
        self.source = source
        source.setEventHandler { [self] in drain(reading) }
        source.resume()
        writer.store(ends[1], ordering: .releasing)
    }

    /// Calls `receive` for these signals until `remove`. The latest who asked for a signal gets it.
    func add(_ numbers: Set<Int32>, _ receive: @escaping Receiver) -> Int {
        registrations.withLock {
            $0.next += 1
            $0.all.append(Registration(id: $0.next, numbers: numbers, receive: receive))
            return $0.next
        }
    }

    func remove(_ id: Int) {
        registrations.withLock { $0.all.removeAll { $0.id == id } }
    }

    private func drain(_ descriptor: Int32) {
        var bytes = [UInt8](repeating: 0, count: 64)
        while true {
            let count = read(descriptor, &bytes, bytes.count)
            guard count > 0 else { return }
            for byte in bytes.prefix(count) {
                let number = Int32(byte)
                let receive = registrations.withLock { $0.all.last { $0.numbers.contains(number) }?.receive }
                receive?(number)
            }
        }
    }
}

/// Where the handler writes to; -1 before there is a pipe.
private let writer = Atomic<Int32>(-1)

/// The handler of every watched signal. It may interrupt anything, so it allocates nothing and leaves errno as it was.
func forwardSignal(_ number: Int32) {
    let before = errno
    var byte = UInt8(truncatingIfNeeded: number)
    _ = write(writer.load(ordering: .acquiring), &byte, 1)
    errno = before
}
