/// How a new version reaches a fleet.
public struct RolloutSpec: Hashable, Codable, Sendable {
    /// The order in which instances are replaced.
    public var strategy: RolloutStrategy
    /// How many are replaced at a time.
    public var batch: Amount
    /// What makes a new instance healthy.
    public var health: HealthSpec
    /// Seconds that the fleet must stay healthy before the rollout counts as done.
    public var bakeSeconds: Int
    /// CloudWatch alarms, any of which stops the rollout.
    public var alarms: [String]
    /// What follows from a failure.
    public var onFailure: FailureResponse
    /// Seconds for which replaced instances are kept stopped; 0 terminates them at once.
    public var keepPreviousSeconds: Int

    /// A rollout from its parts.
    public init(
        strategy: RolloutStrategy, batch: Amount, health: HealthSpec = .standard, bakeSeconds: Int = 0,
        alarms: [String] = [], onFailure: FailureResponse = .hold, keepPreviousSeconds: Int = 0
    ) {
        self.strategy = strategy
        self.batch = batch
        self.health = health
        self.bakeSeconds = bakeSeconds
        self.alarms = alarms
        self.onFailure = onFailure
        self.keepPreviousSeconds = keepPreviousSeconds
    }

    /// Rolling, one instance at a time, stopping at the first that doesn't become healthy.
    public static let standard = RolloutSpec(strategy: .rolling, batch: .count(1))
}

/// The orders in which instances can be replaced, with Elastic Beanstalk's and CodeDeploy's meaning.
public enum RolloutStrategy: String, Hashable, Codable, Sendable, CaseIterable {
    /// Every instance at the same time: fastest, with downtime.
    case allAtOnce = "all-at-once"
    /// Batch by batch; capacity shrinks by one batch.
    case rolling
    /// Batch by batch after an additional batch was launched; full capacity throughout.
    case rollingWithAdditionalBatch = "rolling-with-additional-batch"
    /// One new instance first, then a full new set, then the old ones go.
    case immutable
    /// A second set behind its own target group; traffic moves at once.
    case blueGreen = "blue-green"
    /// As blue/green, with a share of the traffic for an evaluation time first.
    case trafficSplitting = "traffic-splitting"
}

/// A count, or a share of the fleet.
public enum Amount: Hashable, Codable, Sendable {
    /// So many.
    case count(Int)
    /// So many in a hundred.
    case percent(Int)

    /// How many that is out of `total`: a share is rounded down but is never less than one, as EC2 Auto Scaling and SSM
    /// count a batch.
    public func resolved(of total: Int) -> Int {
        switch self {
        case .count(let count): max(1, count)
        case .percent(let percent): max(1, total / 100 * percent + total % 100 * percent / 100)
        }
    }
}

/// What makes a new instance healthy.
public struct HealthSpec: Hashable, Codable, Sendable {
    /// All of these must pass.
    public var checks: Set<HealthCheck>
    /// A command whose success is asked for before an instance takes traffic.
    public var command: CommandName?
    /// Seconds after launch in which failing checks are not held against an instance.
    public var graceSeconds: Int
    /// Seconds after launch by which it must be healthy.
    public var withinSeconds: Int

    /// Health from its parts.
    public init(checks: Set<HealthCheck>, command: CommandName? = nil, graceSeconds: Int, withinSeconds: Int) {
        self.checks = checks
        self.command = command
        self.graceSeconds = graceSeconds
        self.withinSeconds = withinSeconds
    }

    /// EC2's status checks, within ten minutes.
    public static let standard = HealthSpec(checks: [.instanceStatus], graceSeconds: 0, withinSeconds: 600)
}

/// A source of an instance's health.
public enum HealthCheck: String, Hashable, Codable, Sendable, CaseIterable {
    /// EC2's system and instance status checks.
    case instanceStatus = "instance-status"
    /// The SSM agent answers pings.
    case ssmOnline = "ssm-online"
    /// Healthy in every target group of the fleet.
    case targetGroup = "target-group"
}

/// What follows from a failed rollout.
public enum FailureResponse: String, Hashable, Codable, Sendable, CaseIterable {
    /// Back to the previous release.
    case rollback
    /// Stay as it is until a person or a new commit says more.
    case hold
}
