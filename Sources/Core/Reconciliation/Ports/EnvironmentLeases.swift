import Model

/// One writer for each environment: whoever has the lease may act, the others leave it alone.
public protocol EnvironmentLeases: Sendable {
    /// Takes the lease of an environment if nobody has it. Never waits.
    /// - Parameter purpose: What it is taken for, for whoever finds it taken.
    func acquire(_ environment: EnvironmentName, purpose: String) async -> LeaseAnswer
}

/// Whether a lease was granted.
public enum LeaseAnswer: Sendable {
    /// Granted; it ends with `release()`, or with the process.
    case granted(any EnvironmentLease)
    /// Somebody else has it: who, for what and since when, in words.
    case taken(by: String)
    /// It can't be known who has it, so nobody may act: why, in words.
    case unavailable(String)
}

/// The right to act in an environment.
public protocol EnvironmentLease: Sendable {
    /// Gives it back.
    func release() async
}

/// Leases for a world in which there is nobody else: a dry run.
public struct UncontestedLeases: EnvironmentLeases {
    /// Leases that are always granted.
    public init() {}

    /// Grants the lease.
    public func acquire(_ environment: EnvironmentName, purpose: String) async -> LeaseAnswer {
        .granted(Uncontested())
    }

    private struct Uncontested: EnvironmentLease {
        func release() async {}
    }
}
