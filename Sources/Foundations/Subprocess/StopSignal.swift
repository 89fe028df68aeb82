import CSystem
import Glibc

/// Tells the thread that watches a child that the child is no longer wanted. Safe from any thread, any number of times.
final class StopSignal: Sendable {
    /// Readable once ``send()`` was called; `nil` where the process has no descriptor left.
    let descriptor: Descriptor?

    init() {
        let number = tend_eventfd()
        descriptor = number < 0 ? nil : Descriptor(number)
    }

    func send() {
        guard let descriptor else { return }
        var one: UInt64 = 1
        _ = write(descriptor.number, &one, MemoryLayout<UInt64>.size)
    }
}
