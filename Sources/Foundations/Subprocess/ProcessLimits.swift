/// What a child may use, and how it is stopped when it uses more.
///
/// Processor time, address space and file size are kept by the kernel and set by `prlimit` (util-linux).
public struct ProcessLimits: Sendable, Hashable {
    /// What happens when one stream gives more than ``ProcessLimits/output`` bytes.
    public enum Overflow: Sendable, Hashable {
        /// The child is stopped and the run fails with ``SubprocessError/outputTooLarge(command:stream:limit:)``.
        case stop
        /// The child goes on; the result holds the last bytes. For long builds whose lines are followed as they come.
        case keepLast
    }

    /// How long the child may take; `nil`: as long as it wants.
    public var time: Duration?
    /// How many bytes of each stream are kept.
    public var output: Int
    /// What happens to a child that writes more.
    public var overflow: Overflow
    /// How long the child has between SIGTERM and SIGKILL when it is stopped.
    public var gracePeriod: Duration
    /// Seconds of processor time; the kernel then sends SIGXCPU, and SIGKILL a second later.
    public var processorSeconds: Int?
    /// Bytes of address space; allocations beyond fail in the child.
    public var addressSpace: Int?
    /// The largest file, in bytes, that the child may write; the kernel then sends SIGXFSZ.
    public var fileSize: Int?

    /// Limits from their parts; without arguments ten megabytes a stream, five seconds of grace and nothing else.
    public init(
        time: Duration? = nil, output: Int = 10_000_000, overflow: Overflow = .stop,
        gracePeriod: Duration = .seconds(5), processorSeconds: Int? = nil, addressSpace: Int? = nil,
        fileSize: Int? = nil
    ) {
        self.time = time
        self.output = output
        self.overflow = overflow
        self.gracePeriod = gracePeriod
        self.processorSeconds = processorSeconds
        self.addressSpace = addressSpace
        self.fileSize = fileSize
    }
}
