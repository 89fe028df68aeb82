/// An actor that lives on a ``SQLiteExecutor``, so that its `Database` never blocks the cooperative pool.
///
///     actor Ledger: SQLiteActor {
///         let executor = SQLiteExecutor(label: "ledger")
///         private let database: Database
///     }
public protocol SQLiteActor: Actor {
    /// The actor's own thread; the same one at every call.
    nonisolated var executor: SQLiteExecutor { get }
}

extension SQLiteActor {
    /// Sends the actor's jobs to its executor.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
}
