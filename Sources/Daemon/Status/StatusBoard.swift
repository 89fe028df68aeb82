import FoundationEssentials
import Model
import Planning
import Reconciliation

/// What the daemon last saw and did, for whoever asks.
public actor StatusBoard {
    private var status: DaemonStatus

    /// A board that knows nothing yet.
    public init(project: ProjectName, startedAt: Date) {
        status = DaemonStatus(project: project, startedAt: startedAt)
    }

    /// What it says now.
    public var current: DaemonStatus { status }

    func follow(_ commit: CommitID, at now: Date) {
        status.commit = commit
        status.commitAt = now
    }

    func report(_ trouble: String?) { status.trouble = trouble }

    func record(_ pass: PassReport) {
        status.lastPassAt = pass.plan.at
        status.problems = pass.plan.problems.map { "\($0.subject): \($0.what)" }
        status.environments = pass.plan.environments.map { plan in
            DaemonStatus.Environment(plan, pass.environments[plan.environment])
        }
    }
}

/// The state of a daemon, as `/api/v1/status` gives it.
public struct DaemonStatus: Codable, Sendable, Hashable {
    /// The version of this form.
    public var format = "tend.status/1"
    /// The project.
    public var project: ProjectName
    /// When the daemon started.
    public var startedAt: Date
    /// The commit in force.
    public var commit: CommitID?
    /// Since when.
    public var commitAt: Date?
    /// When the last pass looked at AWS.
    public var lastPassAt: Date?
    /// What keeps the daemon from its work, such as git that can't be reached; `nil` when nothing does.
    public var trouble: String?
    /// What is wrong and belongs to no environment.
    public var problems: [String] = []
    /// The environments, `devops` first.
    public var environments: [Environment] = []

    init(project: ProjectName, startedAt: Date) {
        self.project = project
        self.startedAt = startedAt
    }

    /// The state of one environment.
    public struct Environment: Codable, Sendable, Hashable {
        /// Its name.
        public var environment: EnvironmentName
        /// A word: `converged`, `progressing`, `waiting`, `withheld`, `retrying`, `stalled`, `unreadable`, `busy`.
        public var standing: String
        /// Why, or what for; may be empty.
        public var reason: String
        /// The hold that is in force.
        public var hold: Hold?

        init(_ plan: EnvironmentPlan, _ report: EnvironmentReport?) {
            environment = plan.environment
            hold = plan.hold
            (standing, reason) = Self.words(for: report?.standing, plan)
        }

        private static func words(for standing: Standing?, _ plan: EnvironmentPlan) -> (String, String) {
            switch standing {
            case .converged: ("converged", "")
            case .progressing:
                ("progressing", plan.changes.map { "\($0.subject): \($0.remedy)" }.joined(separator: "; "))
            case .waiting: ("waiting", plan.waits.map { "\($0.subject): \($0.what)" }.joined(separator: "; "))
            case .withheld: ("withheld", plan.withheld.map { "\($0.subject): \($0.what)" }.joined(separator: "; "))
            case .retrying(_, let failure): ("retrying", failure.description)
            case .stalled(let reason): ("stalled", reason)
            case .unreadable(let reason): ("unreadable", reason)
            case .busy(let reason): ("busy", reason)
            case nil: ("unknown", "")
            }
        }
    }
}
