import Glibc

/// A signal that asks the process for something.
public enum Signal: Sendable, Hashable, CaseIterable {
    /// Ctrl-C at a terminal.
    case interrupt
    /// A polite request to stop, as systemd and `kill` send it.
    case terminate
    /// A terminal that closed; for a daemon, a request to look again.
    case hangUp

    var number: Int32 {
        switch self {
        case .interrupt: SIGINT
        case .terminate: SIGTERM
        case .hangUp: SIGHUP
        }
    }
}
