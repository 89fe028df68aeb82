/// Why a command can't do what it was asked: a message for the person, who sees it behind `tend: `.
struct CommandFailure: Error, Sendable, Hashable {
    /// What happened, to what, why, and what to do next.
    var message: String
    /// The exit status.
    var status: Int32 = ExitStatus.failure
}
