import FoundationEssentials

/// Writes events as lines. It is a value: `with` gives one that says more with each event.
///
///     let log = Logger(format: .json)
///     log.with(["environment": "prd"]).notice("released", ["release": "7"])
///
/// Nothing in a message, a key or a value can start a new line or move a terminal's cursor: control characters are
/// escaped.
public struct Logger: Sendable {
    /// Events below it are dropped.
    public var minimum: LogLevel
    private let format: LogFormat
    private let sink: LogSink
    private let now: @Sendable () -> Date
    private let context: [(key: String, value: String)]

    /// A logger that takes the time from `now`.
    public init(
        minimum: LogLevel = .info, format: LogFormat = .text, sink: LogSink = .standardError,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.init(minimum: minimum, format: format, sink: sink, now: now, context: [])
    }

    private init(
        minimum: LogLevel, format: LogFormat, sink: LogSink, now: @escaping @Sendable () -> Date,
        context: [(key: String, value: String)]
    ) {
        self.minimum = minimum
        self.format = format
        self.sink = sink
        self.now = now
        self.context = context
    }

    /// A logger that puts `fields` before those of each event.
    public func with(_ fields: KeyValuePairs<String, String>) -> Logger {
        Logger(minimum: minimum, format: format, sink: sink, now: now, context: context + fields)
    }

    /// Writes one event, unless it is below the minimum. The message is a fixed text; what varies belongs into
    /// `fields`.
    public func log(_ level: LogLevel, _ message: String, _ fields: KeyValuePairs<String, String> = [:]) {
        guard level >= minimum else { return }
        sink(LogEvent(time: now(), level: level, message: message, fields: context + fields).line(format))
    }

    /// Writes an event of level `debug`.
    public func debug(_ message: String, _ fields: KeyValuePairs<String, String> = [:]) {
        log(.debug, message, fields)
    }

    /// Writes an event of level `info`.
    public func info(_ message: String, _ fields: KeyValuePairs<String, String> = [:]) {
        log(.info, message, fields)
    }

    /// Writes an event of level `notice`.
    public func notice(_ message: String, _ fields: KeyValuePairs<String, String> = [:]) {
        log(.notice, message, fields)
    }

    /// Writes an event of level `warning`.
    public func warning(_ message: String, _ fields: KeyValuePairs<String, String> = [:]) {
        log(.warning, message, fields)
    }

    /// Writes an event of level `error`.
    public func error(_ message: String, _ fields: KeyValuePairs<String, String> = [:]) {
        log(.error, message, fields)
    }
}
