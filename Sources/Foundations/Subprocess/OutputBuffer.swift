/// What is kept of one stream: at most so many bytes, either the first or the last.
struct OutputBuffer {
    let limit: Int
    let overflow: ProcessLimits.Overflow
    /// Whether the child wrote more than fits and is not allowed to.
    private(set) var isOverfull = false
    private var kept: [UInt8] = []

    init(limits: ProcessLimits) {
        limit = max(0, limits.output)
        overflow = limits.overflow
    }

    mutating func append(_ bytes: ArraySlice<UInt8>) {
        switch overflow {
        case .stop:
            isOverfull = isOverfull || bytes.count > limit - kept.count
            kept.append(contentsOf: bytes.prefix(limit - kept.count))
        case .keepLast:
            kept.append(contentsOf: bytes)
            // Cut only when twice as much has gathered, so that a byte is moved once on average.
            if kept.count / 2 > limit { kept.removeFirst(kept.count - limit) }
        }
    }

    var bytes: [UInt8] { kept.count > limit ? Array(kept.suffix(limit)) : kept }
}
