import CoreFixtures
import FoundationEssentials
import Model
import Planning
import Reconciliation
import Testing

@Suite struct PassTests {
    @Test("every effect stands between its durable intent and its recorded outcome")
    func order() async throws {
        let stage = Stage(perform: Stage.succeeds)
        var memory = PassMemory()
        let report = try await stage.reconciler.pass(Stage.desired, memory: &memory)
        #expect(
            await stage.log.events == [
                "acquire devops", "acquire prd", "acquire tst", "observe all",
                "intend prd: publish ami-app142 as web@1.4.2 of prd",
                "perform prd: publish ami-app142 as web@1.4.2 of prd",
                "conclude prd: publish ami-app142 as web@1.4.2 of prd: done",
                "intend prd: launch 1 × web@1.4.2 (t3.micro)", "perform prd: launch 1 × web@1.4.2 (t3.micro)",
                "conclude prd: launch 1 × web@1.4.2 (t3.micro): done", "release prd",
                "intend tst: publish ami-app142 as web@1.4.2 of tst",
                "perform tst: publish ami-app142 as web@1.4.2 of tst",
                "conclude tst: publish ami-app142 as web@1.4.2 of tst: done",
                "intend tst: launch 1 × web@1.4.2 (t3.micro)", "perform tst: launch 1 × web@1.4.2 (t3.micro)",
                "conclude tst: launch 1 × web@1.4.2 (t3.micro): done", "release tst", "release devops",
            ])
        #expect(report.environments["prd"]?.standing == .progressing)
        #expect(
            report.environments["prd"]?.performed.map(\.outcome) == [
                .done(ActionResult(summary: "publishImage")), .done(ActionResult(summary: "launchInstances")),
            ])
        #expect(report.nextLookSeconds == 0)
    }

    @Test("what is written says who, when, for which commit and in which pass")
    func conclusions() async throws {
        let stage = Stage(perform: Stage.succeeds)
        var memory = PassMemory()
        let report = try await stage.reconciler.pass(Stage.desired, memory: &memory)
        let intent = try #require(await stage.journal.conclusions.first?.intent)
        #expect(intent.actor.description == "daemon@devops-1")
        #expect(intent.commit == Shop.commit)
        #expect(intent.at == Shop.now)
        #expect(intent.pass == report.pass)
        #expect(intent.pass.text == "\(report.plan.digest.text.prefix(16))-1800000000")
        #expect(intent.id == report.plan["prd"]?.actions.first?.id)
    }

    @Test("an intent that can't be written is not carried out, and nothing else is begun")
    func refusedIntent() async throws {
        let stage = Stage(refuses: { $0.hasPrefix("intend ") })
        var memory = PassMemory()
        let failure = await #expect(throws: JournalFailure.self) {
            try await stage.reconciler.pass(Stage.desired, memory: &memory)
        }
        #expect(failure?.description == "the disk is full (make room)")
        #expect(await stage.log.events(of: "perform") == [])
        #expect(await stage.log.events(of: "refused").count == 1)
        #expect(Set(await stage.log.events(of: "release")) == ["release devops", "release prd", "release tst"])
    }

    @Test("an outcome that can't be written ends the pass: nothing further is begun")
    func refusedOutcome() async throws {
        let stage = Stage(refuses: { $0.hasPrefix("conclude ") }, perform: Stage.succeeds)
        var memory = PassMemory()
        await #expect(throws: JournalFailure.self) { try await stage.reconciler.pass(Stage.desired, memory: &memory) }
        #expect(await stage.log.events(of: "perform").count == 1)
        #expect(await stage.journal.openIntents().count == 1)
    }

    @Test("side by side, a journal that fails in one lane stops the others", .timeLimit(.minutes(1)))
    func refusedElsewhere() async throws {
        let withoutImage = Shop.actual(
            images: [Shop.ami("1.3.0")], [Shop.existing("prd"), Shop.existing("tst")])
        let desired = Shop.desired([Shop.environment("prd"), Shop.environment("tst", version: "1.3.0")])
        let stage = Stage(
            withoutImage, lanes: .concurrent, refuses: { $0.hasPrefix("intend tst") },
            build: { _ throws(ActionFailure) in
                while !Task.isCancelled { try? await Task.sleep(for: .seconds(60)) }
                throw ActionFailure(message: "stopped", disposition: .retry(afterSeconds: 0))
            })
        var memory = PassMemory()
        await #expect(throws: JournalFailure.self) { try await stage.reconciler.pass(desired, memory: &memory) }
        #expect(await stage.log.events(of: "perform") == [])
    }

    @Test("an action that fails ends its own environment's lane only", arguments: [true, false])
    func failure(_ isConcurrent: Bool) async throws {
        let perform: TestCloud.Perform = { order throws(ActionFailure) in
            guard order.action.environment != "prd" else {
                throw ActionFailure(
                    message: "publishing failed", cause: "AccessDenied", advice: "look at the role",
                    disposition: .stalled)
            }
            return ActionResult(summary: order.action.verb)
        }
        let stage = Stage(lanes: isConcurrent ? .concurrent : .sequential, perform: perform)
        var memory = PassMemory()
        let report = try await stage.reconciler.pass(Stage.desired, memory: &memory)
        #expect(
            Set(await stage.log.events(of: "conclude")) == [
                "conclude prd: publish ami-app142 as web@1.4.2 of prd: failed",
                "conclude tst: publish ami-app142 as web@1.4.2 of tst: done",
                "conclude tst: launch 1 × web@1.4.2 (t3.micro): done",
            ])
        #expect(
            report.environments["prd"]?.standing
                == .stalled("publishing failed: AccessDenied (look at the role)"))
        #expect(report.environments["tst"]?.standing == .progressing)
    }

    @Test("an environment whose lease somebody else has is not acted on")
    func busy() async throws {
        let stage = Stage(taken: ["prd"], perform: Stage.succeeds)
        var memory = PassMemory()
        let report = try await stage.reconciler.pass(Stage.desired, memory: &memory)
        #expect(await stage.log.events(of: "perform").allSatisfy { $0.hasPrefix("perform tst: ") })
        #expect(await stage.log.events(of: "perform").count == 2)
        #expect(
            report.environments["prd"]?.standing == .busy("another tend is at work there: tend apply of ops@laptop"))
        #expect(await stage.log.events(of: "release").sorted() == ["release devops", "release tst"])
    }

    @Test("each lease is asked for once and given back once, those of removed sandboxes too")
    func leases() async throws {
        let sandbox = Shop.existing("sbx-1", [Shop.instance("i-1", in: "sbx-1")])
        var shown = Stage.nothing
        shown.environments["sbx-1"] = .observed(sandbox)
        shown.environments[.devops] = .observed(
            ActualEnvironment(name: .devops, account: Shop.devopsAccount, region: "us-east-1"))
        let stage = Stage(shown, perform: Stage.succeeds)
        var memory = PassMemory()
        _ = try await stage.reconciler.pass(Stage.desired, memory: &memory)
        let names = ["devops", "prd", "sbx-1", "tst"]
        #expect(await stage.log.events(of: "acquire").sorted() == names.map { "acquire \($0)" })
        #expect(await stage.log.events(of: "release").sorted() == names.map { "release \($0)" })
        #expect(
            await stage.log.events(of: "perform").contains(
                "perform sbx-1: terminate i-1 (the sandbox is no longer wanted)"))
    }

    @Test("a pass for one environment leases and looks at it and devops only")
    func only() async throws {
        let stage = Stage(Shop.actual(images: Shop.amis(), [Shop.existing("tst")]), perform: Stage.succeeds)
        var memory = PassMemory()
        let report = try await stage.reconciler.pass(Stage.desired, only: ["tst"], memory: &memory)
        #expect(await stage.log.events.prefix(3) == ["acquire devops", "acquire tst", "observe [tst]"])
        #expect(report.environments.keys.sorted() == [.devops, "tst"])
    }

    @Test("an environment that can't be read stands as unreadable, and nothing is written about it")
    func unreadable() async throws {
        let stage = Stage(Shop.actual(images: Shop.amis(), unreadable: ["prd", "tst"]))
        var memory = PassMemory()
        let report = try await stage.reconciler.pass(Stage.desired, memory: &memory)
        #expect(report.environments["prd"]?.standing == .unreadable("prd: AccessDenied on DescribeInstances"))
        #expect(await stage.journal.notes == [])
        #expect(report.nextLookSeconds == nil)
    }
}
