import Model

/// The leases of one pass.
actor LeaseTable {
    private var answers: [EnvironmentName: LeaseAnswer]
    private var released: Set<EnvironmentName> = []

    init(_ answers: [EnvironmentName: LeaseAnswer]) { self.answers = answers }

    func covers(_ environment: EnvironmentName) -> Bool { answers[environment] != nil }

    func add(_ other: LeaseTable) async {
        answers.merge(await other.answers) { mine, _ in mine }
    }

    /// Why nothing may be done in the environment; `nil` when the lease is ours.
    func obstacle(in environment: EnvironmentName) -> String? {
        switch answers[environment] {
        case .granted: nil
        case .taken(let holder): "another tend is at work there: \(holder)"
        case .unavailable(let reason): reason
        case nil: "its lease was not asked for"
        }
    }

    /// Gives a lease back, once: by the second time somebody else may have it.
    func release(_ environment: EnvironmentName) async {
        guard case .granted(let lease) = answers[environment], released.insert(environment).inserted else { return }
        await lease.release()
    }

    func releaseAll() async {
        for environment in answers.keys.sorted() { await release(environment) }
    }
}

extension Reconciler {
    func lease(_ environments: [EnvironmentName]) async -> LeaseTable {
        var answers: [EnvironmentName: LeaseAnswer] = [:]
        for environment in environments {
            answers[environment] = await ports.leases.acquire(environment, purpose: purpose)
        }
        return LeaseTable(answers)
    }
}
