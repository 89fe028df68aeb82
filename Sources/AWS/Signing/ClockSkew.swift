import FoundationEssentials
import Synchronization

/// How far the clocks of services are ahead of this machine's, by host.
///
/// AWS refuses signatures that are more than five minutes (S3: fifteen) off. A machine with a wrong clock learns the
/// right time from the `Date` of the refusal.
final class ClockSkew: Sendable {
    private let offsets = Mutex<[String: TimeInterval]>([:])

    /// What to add to this machine's time for a host.
    func offset(of host: String) -> TimeInterval {
        offsets.withLock { $0[host] ?? 0 }
    }

    /// Learns from an answer whether the clock that signed was wrong.
    /// - Parameters:
    ///   - host: Who answered.
    ///   - code: The error's code.
    ///   - date: The answer's `Date` header.
    ///   - signedFor: The moment that the request was signed for.
    ///   - now: This machine's time at the answer.
    /// - Returns: Whether the offset was changed, so that another attempt makes sense.
    func learn(host: String, code: String, date: String?, signedFor: Date, now: Date) -> Bool {
        let isCertain = RetryableFault.skews.contains(code)
        guard isCertain || RetryableFault.possibleSkews.contains(code), let date, let theirs = AWSTimestamp.http(date)
        else { return false }
        // The Date header has no fractions and the answer took time; a right clock is never four minutes off.
        guard abs(theirs.timeIntervalSince(signedFor)) > (isCertain ? 60 : 240) else { return false }
        offsets.withLock { $0[host] = theirs.timeIntervalSince(now) }
        return true
    }
}
