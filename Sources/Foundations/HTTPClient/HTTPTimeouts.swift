/// How long a request may take. A duration of zero or less means at once.
public struct HTTPTimeouts: Sendable, Hashable {
    /// From the start of name resolution to a connection that is ready for the request, TLS included.
    public var connect: Duration
    /// From `send` to the last byte of the answer; time spent waiting for a free connection counts.
    public var total: Duration
    /// Without a byte sent or received, once the connection stands.
    public var idle: Duration

    /// Without arguments: 10 s to connect, 120 s in all, 60 s of silence.
    public init(connect: Duration = .seconds(10), total: Duration = .seconds(120), idle: Duration = .seconds(60)) {
        self.connect = connect
        self.total = total
        self.idle = idle
    }
}
