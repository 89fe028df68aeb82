import CSystem
import Glibc

/// One child from start to end, on a thread of its own: feeds it, drains both its streams, keeps its limits, stops and
/// reaps it. Everything is local to the thread; only ``stop`` is shared.
struct Supervision {
    let command: Command
    let stop: StopSignal
    let onLine: (@Sendable (OutputLine) -> Void)?

    /// How long the streams may stay open after the child has ended, held by something that it left behind.
    private static let linger = Duration.milliseconds(500)

    private struct Stream {
        let kind: OutputStream
        var descriptor: Descriptor?
        var buffer: OutputBuffer
        var lines = LineSplitter()
    }

    private enum StopReason { case cancelled, timedOut, overfull(OutputStream) }

    private let clock = ContinuousClock()
    private var chunk = [UInt8](repeating: 0, count: 65536)
    private var written = 0
    private var stopped: StopReason?
    private var stopDeadline: ContinuousClock.Instant?
    private var lingerDeadline: ContinuousClock.Instant?

    init(command: Command, stop: StopSignal, onLine: (@Sendable (OutputLine) -> Void)?) {
        self.command = command
        self.stop = stop
        self.onLine = onLine
    }

    /// Blocks until the child is gone.
    mutating func run() -> Result<ProcessResult, SubprocessError> {
        guard let stopDescriptor = stop.descriptor else {
            return .failure(.spawnFailed(command: command.name, reason: systemMessage(EMFILE)))
        }
        if poll([(stopDescriptor, POLLIN)], timeout: 0).first == true {
            return .failure(.cancelled(command: command.name))
        }
        let started = clock.now
        do throws(SubprocessError) {
            let child = try Child.start(command)
            return watch(child, since: started, stopDescriptor)
        } catch {
            return .failure(error)
        }
    }

    private mutating func watch(
        _ child: consuming Child, since started: ContinuousClock.Instant, _ stopDescriptor: Descriptor
    ) -> Result<ProcessResult, SubprocessError> {
        var output = Stream(
            kind: .standardOutput, descriptor: child.output, buffer: OutputBuffer(limits: command.limits))
        var error = Stream(kind: .standardError, descriptor: child.error, buffer: OutputBuffer(limits: command.limits))
        let timeDeadline = command.limits.time.map { started.advanced(by: $0) }
        var hasEnded = false

        while !hasEnded || output.descriptor != nil || error.descriptor != nil {
            let deadline: ContinuousClock.Instant? =
                if hasEnded { lingerDeadline } else if stopped == nil { timeDeadline } else { stopDeadline }
            let ready = poll(
                [
                    (hasEnded ? nil : child.ended, POLLIN), (output.descriptor, POLLIN), (error.descriptor, POLLIN),
                    (child.input, POLLOUT), (stopped == nil && !hasEnded ? stopDescriptor : nil, POLLIN),
                ], timeout: milliseconds(until: deadline))

            if ready[1] { read(&output) }
            if ready[2] { read(&error) }
            if ready[3] { feed(&child.input) }
            if ready[0] {
                hasEnded = true
                child.input = nil
                // The rest of a stopped group has the same grace as its leader had.
                lingerDeadline = max(stopDeadline ?? clock.now, clock.now.advanced(by: Self.linger))
            }
            if stopped == nil && !hasEnded {
                if ready[4] {
                    stopped = .cancelled
                } else if output.buffer.isOverfull {
                    stopped = .overfull(output.kind)
                } else if error.buffer.isOverfull {
                    stopped = .overfull(error.kind)
                } else if let timeDeadline, clock.now >= timeDeadline {
                    stopped = .timedOut
                }
                if stopped != nil {
                    child.signal(SIGTERM)
                    stopDeadline = clock.now.advanced(by: command.limits.gracePeriod)
                }
            } else if !hasEnded, let last = stopDeadline, clock.now >= last {
                child.signal(SIGKILL)
                stopDeadline = nil
            }
            if hasEnded, let last = lingerDeadline, clock.now >= last { break }
        }

        // What a stopped child left in its group goes with it; the id is still ours, since nothing is reaped yet.
        if stopped != nil { child.signal(SIGKILL) }
        let status = child.reap()
        for line in output.lines.finish() { onLine?(OutputLine(stream: output.kind, text: line)) }
        for line in error.lines.finish() { onLine?(OutputLine(stream: error.kind, text: line)) }
        return result(
            status: status, output: output.buffer, error: error.buffer, elapsed: started.duration(to: clock.now))
    }

    private func result(
        status: ProcessResult.Status, output: OutputBuffer, error: OutputBuffer, elapsed: Duration
    ) -> Result<ProcessResult, SubprocessError> {
        switch stopped {
        case .cancelled: return .failure(.cancelled(command: command.name))
        case .timedOut:
            return .failure(
                .timedOut(
                    command: command.name, after: command.limits.time ?? elapsed,
                    lastErrorLines: lastLines(of: error.bytes, 5)))
        case .overfull(let stream):
            return .failure(.outputTooLarge(command: command.name, stream: stream, limit: output.limit))
        case nil:
            // A child can write too much in one go and end before the next look.
            for (stream, buffer) in [(OutputStream.standardOutput, output), (.standardError, error)]
            where buffer.isOverfull {
                return .failure(.outputTooLarge(command: command.name, stream: stream, limit: buffer.limit))
            }
            return .success(
                ProcessResult(
                    status: status, standardOutput: output.bytes, standardError: error.bytes, elapsed: elapsed))
        }
    }

    /// One read; the stream is closed at its end.
    private mutating func read(_ stream: inout Stream) {
        guard let descriptor = stream.descriptor else { return }
        let count = Glibc.read(descriptor.number, &chunk, chunk.count)
        guard count > 0 else {
            if count == 0 || (errno != EAGAIN && errno != EINTR) { stream.descriptor = nil }
            return
        }
        let bytes = chunk.prefix(count)
        stream.buffer.append(bytes)
        guard let onLine else { return }
        for line in stream.lines.append(bytes) { onLine(OutputLine(stream: stream.kind, text: line)) }
    }

    /// One write; closed when all is written, or when the child reads no more, which is the child's own affair.
    private mutating func feed(_ input: inout Descriptor?) {
        guard let descriptor = input else { return }
        let count = command.input.withUnsafeBytes { bytes in
            write(descriptor.number, bytes.baseAddress.map { $0 + written }, bytes.count - written)
        }
        if count >= 0 {
            written += count
            if written == command.input.count { input = nil }
        } else if errno != EAGAIN && errno != EINTR {
            input = nil
        }
    }

    /// Waits until one is ready; says which are. An end or an error counts as ready: the read or write will tell.
    private func poll(_ watched: [(Descriptor?, Int32)], timeout: Int32) -> [Bool] {
        var entries = watched.map { pollfd(fd: $0.0?.number ?? -1, events: Int16($0.1), revents: 0) }
        guard Glibc.poll(&entries, nfds_t(entries.count), timeout) > 0 else { return entries.map { _ in false } }
        return entries.map { $0.revents != 0 }
    }

    /// Rounded up, so that the deadline has passed when poll returns; -1: no deadline.
    private func milliseconds(until deadline: ContinuousClock.Instant?) -> Int32 {
        guard let deadline else { return -1 }
        let left = clock.now.duration(to: deadline).components
        guard left.seconds >= 0, left.attoseconds >= 0 else { return 0 }
        guard left.seconds < 3600 else { return 3_600_000 }
        return Int32(left.seconds) * 1000 + Int32(left.attoseconds / 1_000_000_000_000_000) + 1
    }
}
