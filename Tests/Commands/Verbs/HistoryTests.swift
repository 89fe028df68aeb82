import AuditTrail
import CoreFixtures
import FoundationEssentials
import Model
import Reconciliation
import Testing

@testable import Commands

@Suite struct HistoryTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// A trail with a launch, two releases and a rollback.
    private func fill() async throws {
        let trail = try await AuditTrail.open(path: "\(scratch.path)/shop.sqlite", for: .writing)
        let actor = Actor.daemon(host: "devops-1")
        let intent = Intent(
            id: .of("launch"),
            action: .launchInstances(
                LaunchInstances(
                    environment: "prd", fleet: "web", count: 2, version: "1.0", ami: Shop.amiID("1.0"),
                    settings: Shop.launch(), launch: Shop.launch().digest)),
            pass: PassID("p-1"), commit: Shop.commit, actor: actor, at: Shop.now)
        try await trail.intend(intent)
        try await trail.conclude(
            Conclusion(
                intent: intent, outcome: .done(ActionResult(summary: "launched i-1, i-2")),
                at: Shop.now.addingTimeInterval(5)))
        for (index, (version, restores)) in [("1.0", nil), ("2.0", nil), ("1.0", 1)].enumerated() {
            let version = ImageVersion(stringLiteral: version)
            let content = ReleaseContent(
                images: ["web": ReleasedImage(version: version, ami: Shop.amiID(version))],
                fleets: ["web": ReleasedFleet(capacity: .replicas(2), launch: Shop.launch())], commands: [:])
            _ = try await trail.converged(
                Convergence(
                    environment: "prd", content: content, restores: restores, pass: PassID("p-1"), commit: Shop.commit,
                    actor: actor, at: Shop.now.addingTimeInterval(60 * Double(index + 1))))
        }
        try await trail.note(
            JournalNote(
                kind: .rollback, environment: "prd", subject: "release/1", text: "back to release 1: checkout is down",
                actor: .person("dev@laptop"), at: Shop.now.addingTimeInterval(150)))
    }

    private func run(_ arguments: String...) async -> (status: Int32, session: Session) {
        let session = Session(environment: ["TEND_STATE": scratch.path])
        return (await Tend.run(arguments, session.surroundings), session)
    }

    @Test("The history of an environment tells its releases and what led to them")
    func text() async throws {
        try await fill()
        let (status, session) = await run("history", "prd")
        #expect(status == 0)
        try Snapshot.expect(session.output, "history.txt")
    }

    @Test("The history as JSON has the releases whole")
    func json() async throws {
        try await fill()
        let (status, session) = await run("history", "prd", "--json")
        #expect(status == 0)
        try Snapshot.expect(session.output, "history.json")
    }

    @Test("An environment without releases says when one is cut")
    func empty() async throws {
        try await fill()
        let (status, session) = await run("history", "tst", "--limit", "0")
        #expect(status == 0)
        #expect(
            session.output
                == "🧪 tst releases\n  none yet: a release is cut when the environment is as the files say\n")
    }

    @Test("The log lists every entry, as JSON one object a line")
    func log() async throws {
        try await fill()
        let (_, session) = await run("audit", "log", "--json")
        #expect(session.output.split(separator: "\n").count == 6)
        #expect(session.output.split(separator: "\n").allSatisfy { $0.hasPrefix("{\"action\":") })
        let (_, limited) = await run("audit", "log", "--limit", "2", "--env", "prd")
        #expect(limited.output.split(separator: "\n").count == 2)
    }

    @Test("A whole trail is verified with 0")
    func verify() async throws {
        try await fill()
        let (status, session) = await run("audit", "verify")
        #expect(status == 0)
        #expect(session.output.hasPrefix("\(scratch.path)/shop.sqlite: whole, 6 entries\nchain hash   "))
    }

    @Test("Without a trail it says where it looked and how to name one")
    func missing() async {
        let (status, session) = await run("history", "prd")
        #expect(status == 1)
        #expect(
            session.errors
                == "tend: there is no audit trail in \(scratch.path); name one with --trail, or the directory with --state\n"
        )
    }

    @Test("Of several trails one must be named")
    func several() async throws {
        for name in ["a", "b"] {
            _ = try await AuditTrail.open(path: "\(scratch.path)/\(name).sqlite", for: .writing)
        }
        let (status, session) = await run("history", "prd")
        #expect(status == 1)
        #expect(session.errors.contains("a.sqlite, "))
        let (named, _) = await run("history", "prd", "--trail", "\(scratch.path)/b.sqlite")
        #expect(named == 0)
    }
}
