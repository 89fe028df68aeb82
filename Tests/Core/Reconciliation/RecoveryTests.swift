import CoreFixtures
import FoundationEssentials
import Model
import Planning
import Reconciliation
import Testing

@Suite struct RecoveryTests {
    private func intent(_ environment: EnvironmentName, _ word: String = "dead") -> Intent {
        Intent(
            id: .of(word + environment.text),
            action: .startInstances(StartInstances(environment: environment, fleet: "web", instances: ["i-1"])),
            pass: PassID("earlier"), commit: nil, actor: .person("dead"), at: Shop.now)
    }

    @Test(
        "what a process that died had begun is looked up and closed before anything else",
        arguments: [
            (LookUpAnswer.done(ActionResult(summary: "x")), "recovered, done"), (.notDone("x"), "recovered, not done"),
            (.indeterminate("x"), "indeterminate"),
        ])
    func closes(_ answer: LookUpAnswer, _ word: String) async throws {
        let stage = Stage(Stage.converged, open: [intent("prd")], lookUp: { _ in answer })
        var memory = PassMemory()
        _ = try await stage.reconciler.pass(Stage.desired, memory: &memory)
        #expect(
            await stage.log.events.prefix(6) == [
                "acquire devops", "acquire prd", "acquire tst", "lookUp prd: start i-1",
                "conclude prd: start i-1: \(word)",
                "observe all",
            ])
        #expect(await stage.journal.openIntents() == [])
    }

    @Test("only under a lease of one's own: others may be at it at this moment")
    func leases() async throws {
        let stage = Stage(
            Stage.converged, open: [intent("prd"), intent("tst")], taken: ["prd"], lookUp: { _ in .notDone("x") })
        var memory = PassMemory()
        _ = try await stage.reconciler.pass(Stage.desired, memory: &memory)
        #expect(await stage.log.events(of: "lookUp") == ["lookUp tst: start i-1"])
        #expect(await stage.journal.openIntents() == [intent("prd")])
    }

    @Test("what was begun in a sandbox that git no longer names is closed too, even when nothing is left of it")
    func removedSandbox() async throws {
        let stage = Stage(
            Stage.converged, open: [intent("sbx-9")], lookUp: { _ in .done(ActionResult(summary: "gone")) })
        var memory = PassMemory()
        _ = try await stage.reconciler.pass(Stage.desired, memory: &memory)
        #expect(await stage.journal.openIntents() == [])
        #expect(await stage.log.events(of: "release").contains("release sbx-9"))
    }

    @Test("while nobody knows what became of it, nothing new is begun there, however long the look takes")
    func unresolved() async throws {
        let stage = Stage(
            open: [intent("prd")], lookSeconds: 30,
            lookUp: { _ throws(ActionFailure) in
                throw ActionFailure(message: "throttled", disposition: .retry(afterSeconds: 0))
            }, perform: Stage.succeeds)
        var memory = PassMemory()
        _ = try await stage.reconciler.pass(Stage.desired, memory: &memory)
        #expect(await stage.log.events(of: "perform").count == 2)
        #expect(await stage.log.events(of: "perform").allSatisfy { $0.hasPrefix("perform tst: ") })
        #expect(await stage.journal.openIntents() == [intent("prd")])
    }

    @Test("once it is known, the environment goes on, even after a look-up that a person had to mend")
    func goesOn() async throws {
        let answers = Answers()
        let stage = Stage(
            open: [intent("prd")], lookUp: { _ throws(ActionFailure) in try await answers.next() },
            perform: Stage.succeeds)
        var memory = PassMemory()
        let first = try await stage.reconciler.pass(Stage.desired, memory: &memory)
        #expect(first.environments["prd"]?.standing == .stalled("no role"))
        _ = try await stage.reconciler.pass(Stage.desired, memory: &memory)
        #expect(await stage.log.events(of: "perform").contains("perform prd: launch 1 × web@1.4.2 (t3.micro)"))
    }
}

/// A look-up that fails once.
private actor Answers {
    private var asked = 0

    func next() throws(ActionFailure) -> LookUpAnswer {
        asked += 1
        guard asked > 1 else { throw ActionFailure(message: "no role", disposition: .stalled) }
        return .notDone("nothing with this id")
    }
}
