import ArgumentParsing

/// What the exit status of every command means.
enum ExitStatus {
    /// Done; for a plan: nothing to do.
    static let success: Int32 = 0
    /// Something failed, or could not be read; the message says what.
    static let failure: Int32 = 1
    /// A plan has changes.
    static let changes: Int32 = 2
    /// Something is withheld by a rule or stuck until a person acts.
    static let withheld: Int32 = 3
    /// The command line is wrong.
    static let usage: Int32 = 64

    /// The section of the help of commands that only succeed or fail.
    static let plain = [
        Verb.ExitStatus(success, "done"), Verb.ExitStatus(failure, "failed; the message says what and why"),
        Verb.ExitStatus(usage, "the command line is wrong"),
    ]

    /// The section of the help of `rollback`.
    static let holding = [
        Verb.ExitStatus(success, "the environment is at the release, and held there"),
        Verb.ExitStatus(failure, "failed, or something could not be read; the message says how far it came"),
        Verb.ExitStatus(withheld, "something is withheld by a rule, or stuck until a person acts"),
        Verb.ExitStatus(usage, "the command line is wrong"),
    ]

    /// The section of the help of `plan` and `apply`.
    static let planning = [
        Verb.ExitStatus(success, "plan: nothing to do; apply: everything is as the files say"),
        Verb.ExitStatus(failure, "failed, or something could not be read"),
        Verb.ExitStatus(changes, "plan: there are changes"),
        Verb.ExitStatus(withheld, "something is withheld by a rule, or stuck until a person acts"),
        Verb.ExitStatus(usage, "the command line is wrong"),
    ]
}
