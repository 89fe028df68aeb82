import Glibc

/// Standard output and standard error of the process.
///
/// A write waits for a reader that is behind. A reader that went away (`tend history | head`) is not
/// an error: what is left is dropped.
public enum Console: Sendable {
    /// Where results go.
    case output
    /// Where errors, questions and progress go.
    case error

    private var descriptor: Int32 {
        switch self {
        case .output: STDOUT_FILENO
        case .error: STDERR_FILENO
        }
    }

    /// Writes text as it is.
    public func write(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written > 0 {
                rest = rest.dropFirst(written)
            } else if written < 0, errno == EAGAIN {
                // Whoever shares the pipe or terminal has made it non-blocking, and its reader is behind.
                var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                guard poll(&ready, 1, -1) > 0 || errno == EINTR else { return }
            } else if written == 0 || errno != EINTR {
                return
            }
        }
    }

    /// Writes text and ends the line.
    public func writeLine(_ text: String = "") { write(text + "\n") }

    /// Whether a person may be reading, so that colour and progress make sense.
    public var isTerminal: Bool { isatty(descriptor) == 1 }

    /// The number of columns of the terminal; 80 when it isn't one.
    public var columns: Int {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// Whether somebody at a terminal can answer a question.
    public static var canAsk: Bool { isatty(STDIN_FILENO) == 1 && Console.error.isTerminal }

    /// Asks a question on standard error and reads one line from standard input.
    /// - Returns: The answer without its line end; `nil` at the end of the input.
    public static func ask(_ question: String) -> String? {
        Console.error.write(question)
        return readLine()
    }

    /// Ends the process.
    public static func end(_ status: Int32) -> Never { exit(status) }

    /// Makes a write to a reader that went away an error of that write instead of the end of the process.
    ///
    /// A handler rather than "ignore": that would be inherited by every child.
    public static func surviveClosedReaders() { signal(SIGPIPE, doNothing) }
}

private func doNothing(_ signal: Int32) {}
