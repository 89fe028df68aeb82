import CoreFixtures
import FoundationEssentials
import Model
import SimulatedCloud
import Testing

@testable import Commands

@Suite struct PlanTests {
    enum Kind: String, CaseIterable, Sendable {
        case changes, nothing, waiting, withheld, stuck, unreadable, held

        func walk() async throws -> DryRun {
            switch self {
            case .changes: try await Walks.changes()
            case .nothing: try await Walks.nothing()
            case .waiting: try await Walks.waiting()
            case .withheld: try await Walks.withheld()
            case .stuck: try await Walks.stuck()
            case .unreadable: try await Walks.unreadable()
            case .held: try await Walks.held()
            }
        }

        var exitStatus: Int32 {
            switch self {
            case .nothing, .waiting, .held: 0
            case .unreadable: 1
            case .changes: 2
            case .withheld, .stuck: 3
            }
        }
    }

    private static func json(_ kind: Kind) async throws -> String {
        try JSONText.pretty(PlanDocument(project: "shop", commit: Shop.commit, walk: try await kind.walk()))
    }

    @Test("A plan reads well", arguments: Kind.allCases)
    func text(kind: Kind) async throws {
        let text = PlanText(project: "shop", commit: Shop.commit, walk: try await kind.walk()).text
        try Snapshot.expect(text, "plan-\(kind.rawValue).txt")
    }

    @Test("A plan as JSON has the same for programs", arguments: Kind.allCases)
    func document(kind: Kind) async throws {
        try Snapshot.expect(try await Self.json(kind), "plan-\(kind.rawValue).json")
    }

    @Test("The exit status tells what a plan comes to", arguments: Kind.allCases)
    func status(kind: Kind) async throws {
        #expect(PlanSummary(try await kind.walk()).exitStatus == kind.exitStatus)
    }

    @Test("No mark of an environment is ever in JSON", arguments: Kind.allCases)
    func marks(kind: Kind) async throws {
        let json = try await Self.json(kind)
        #expect(!json.unicodeScalars.contains { $0.value >= 0x1F000 })
    }

    @Test("The digest is the same in text and JSON, and in a second walk")
    func digest() async throws {
        let walk = try await Walks.changes()
        #expect(PlanText(project: "shop", commit: nil, walk: walk).text.contains("\ndigest \(walk.digest)\n"))
        #expect(try JSONText.pretty(PlanDocument(project: "shop", commit: nil, walk: walk)).contains(walk.digest.text))
        #expect(try await Walks.changes().digest == walk.digest)
    }
}
