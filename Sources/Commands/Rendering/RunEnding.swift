import Model
import Planning
import Reconciliation

/// How a run of passes ended, for people, and as an exit status.
enum RunEnding {
    /// - Parameter settled: What is said when every environment is as it should be.
    static func tell(
        _ report: RunReport, _ surroundings: Surroundings, settled: String = "Everything is as the files say"
    ) -> Int32 {
        var status = ExitStatus.success
        for (name, environment) in report.last.environments.sorted(by: { $0.key < $1.key }) {
            guard let (line, environmentStatus) = verdict(environment.standing) else { continue }
            surroundings.tell("\(Wording.environment(name))  \(line)")
            // What failed weighs more than what was withheld.
            status = status == ExitStatus.failure ? status : environmentStatus
        }
        for problem in report.last.plan.problems {
            surroundings.tell("\(problem.subject)  can't be read: \(problem.what)")
            status = ExitStatus.failure
        }
        switch report.ending {
        case .cancelled:
            surroundings.tell("Stopped as asked; 'tend apply' goes on from here.")
            return ExitStatus.failure
        case .outOfTime:
            for plan in report.last.plan.environments {
                for wait in plan.waits {
                    surroundings.tell("  still waiting: \(plan.environment) \(wait.subject): \(wait.what)")
                }
            }
            surroundings.tell("The time is up; 'tend apply' goes on from here.")
            return ExitStatus.failure
        case .settled: break
        }
        if status == ExitStatus.success {
            surroundings.say("\(settled); \(counted(report.performed.count, "action")).")
        }
        return status
    }

    private static func verdict(_ standing: Standing) -> (String, Int32)? {
        switch standing {
        case .converged, .progressing: nil
        case .waiting: ("waits for another environment that can't go on", ExitStatus.withheld)
        case .withheld: ("something is withheld; 'tend plan' says what and why", ExitStatus.withheld)
        case .retrying(_, let failure): ("failed: \(failure)", ExitStatus.failure)
        case .stalled(let reason): ("stuck: \(reason)", ExitStatus.withheld)
        case .unreadable(let reason): ("can't be read: \(reason)", ExitStatus.failure)
        case .busy(let holder): ("left alone: \(holder)", ExitStatus.failure)
        }
    }
}
