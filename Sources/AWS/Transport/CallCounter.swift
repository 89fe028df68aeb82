import Synchronization

/// What was asked of one API.
public struct CallCount: Hashable, Sendable {
    /// Such as `EC2`.
    public var service: String
    /// Such as `DescribeInstances`.
    public var operation: String
    /// Operations begun; a page is one.
    public var calls = 0
    /// Attempts beyond the first.
    public var retries = 0
    /// Answers that asked for fewer calls.
    public var throttles = 0
    /// Operations that failed in the end.
    public var failures = 0
}

/// Counts calls, retries and throttles, by API. Clients may share one.
public final class CallCounter: Sendable {
    private struct Key: Hashable {
        var service: String
        var operation: String
    }

    private let counts = Mutex<[Key: CallCount]>([:])

    /// A counter at zero.
    public init() {}

    /// The counts so far, by service and operation.
    public var snapshot: [CallCount] {
        counts.withLock { Array($0.values) }.sorted { ($0.service, $0.operation) < ($1.service, $1.operation) }
    }

    func count(_ call: AWSCall, _ change: (inout CallCount) -> Void) {
        counts.withLock {
            let key = Key(service: call.service.name, operation: call.operation)
            change(&$0[key, default: CallCount(service: key.service, operation: key.operation)])
        }
    }
}
