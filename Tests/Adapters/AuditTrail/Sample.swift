import FoundationEssentials
import Model
import Reconciliation
import Testing

/// Values to record.
enum Sample {
    static let start = Date(timeIntervalSinceReferenceDate: 800_000_000.123456)
    static let daemon = Actor.daemon(host: "devops-1")

    static func name<Name: Identity>(_ text: String) throws -> Name { try #require(Name(text)) }

    static func intent(
        _ number: Int = 1, environment: String = "prd", subject: String = "web", at: Date = start
    ) throws -> Intent {
        let digits = String(number, radix: 16)
        return Intent(
            id: try name(String(repeating: "0", count: 32 - digits.count) + digits),
            action: .startInstances(
                StartInstances(
                    environment: try name(environment), fleet: try name(subject), instances: [try name("i-0abc")])),
            pass: PassID("0123456789abcdef-800000000"), commit: try name(String(repeating: "a", count: 40)),
            actor: daemon, at: at)
    }

    static func conclusion(_ intent: Intent, _ outcome: Conclusion.Outcome) -> Conclusion {
        Conclusion(intent: intent, outcome: outcome, at: intent.at.addingTimeInterval(2))
    }

    static func note(
        _ text: String, second: Int = 0, kind: JournalNote.Kind = .decision, environment: String? = "prd"
    ) throws -> JournalNote {
        JournalNote(
            kind: kind, environment: try environment.map { try name($0) }, subject: "fleet/web", text: text,
            actor: .person("dev@laptop"), at: start.addingTimeInterval(Double(second)), facts: ["é/": "💡\n"])
    }

    static func content(_ version: String) throws -> ReleaseContent {
        let image: ImageName = try name("web")
        return ReleaseContent(
            images: [image: ReleasedImage(version: try name(version), ami: try name("ami-0abc"))],
            fleets: [
                try name("web"): ReleasedFleet(
                    capacity: .replicas(2), launch: LaunchSettings(image: image, instanceType: "t3.small"))
            ], commands: [:])
    }

    static func convergence(
        _ version: String, environment: String = "prd", restores: Int? = nil
    ) throws -> Convergence {
        Convergence(
            environment: try name(environment), content: try content(version), restores: restores,
            pass: PassID("p-1"), commit: nil, actor: daemon, at: start)
    }
}
