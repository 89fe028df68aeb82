import FoundationEssentials
import Subprocess
import Testing

/// Answers that are lost and processes that are killed: nothing happens twice, and nothing is left half done.
@Suite struct InterruptionTests {
    @Test("an effect whose answer was lost is found, not repeated")
    func lostAnswers() async throws {
        try await World.with(faults: #"{"rules": []}"#) { world in
            try await world.spoil(
                // The first two are packer's own.
                #"{"fault": "lost", "operation": "RunInstances", "after": 2, "count": 3}"#,
                #"{"fault": "lost", "operation": "SendCommand", "count": 3}"#,
                #"{"fault": "lost", "operation": "CreateStack", "count": 1}"#,
                #"{"fault": "lost", "operation": "ModifyImageAttribute", "count": 1}"#,
                #"{"fault": "lost", "operation": "PutParameter", "count": 1}"#)
            try await world.tend("apply", "--auto-approve").expect(0)
            #expect(try await world.spoilt() == 9)
            try await expectExactlyWanted(world)
            try await world.tend("plan").expect(0)
        }
    }

    @Test("an apply that is killed anywhere is brought to its end by the next one")
    func kills() async throws {
        try await World.with(faults: #"{"rules": []}"#) { world in
            let build = try world.gate("setup.sh", in: "images/web/s01-base")
            let command = try world.gate("install_agent.sh", in: "commands")

            try await expectStopOnRequest(world, build)

            // While packer builds: it is told to clean up.
            let first = world.start("apply", "--env", "tst", "--auto-approve")
            try await eventually("packer is at work") { build.isReached(2) }
            try await first.kill()
            for turn in 2...4 { try build.open(turn) }
            try await eventually("packer's instance is gone") {
                try await !world.lab().instances.contains(where: \.isAlive)
            }

            // When an AMI is there and nobody has heard of it.
            try await world.spoil(
                #"{"fault": "hang", "operation": "CreateTags", "body": "*tend%3Ainputs*", "count": 1}"#)
            let second = world.start("apply", "--auto-approve")
            try await eventually("the AMI is about to be tagged") { try await world.spoilt() == 1 }
            try await second.kill()

            // When instances are there and nobody has heard of them.
            try await world.spoil(
                #"{"fault": "slow", "seconds": 60, "operation": "RunInstances", "body": "*tend%3Aaction*"}"#)
            let third = world.start("apply", "--auto-approve")
            try await eventually("the first instances are there") {
                let lab = try await world.lab()
                return lab.alive(in: "prd").count == 2 && lab.alive(in: "tst").count == 1
            }
            #expect(third.count(of: "an earlier tend had begun to build step base of web@1.0.0") == 1)
            try await third.kill()

            // While commands run, and one is marked and was not sent.
            try await world.spoil(#"{"fault": "hang", "operation": "SendCommand", "count": 1}"#)
            let fourth = world.start("apply", "--auto-approve")
            try await eventually("the commands are under way") {
                let instances = try await world.lab().instances.filter(\.isAlive)
                return instances.count { $0.tags["tend:command/install-agent"] != nil } == 4 && command.isReached(1)
            }
            try await fourth.kill()
            try await world.spoil()
            for turn in 1...10 { try command.open(turn) }

            let last = try await world.tend("apply", "--auto-approve")
            last.expect(0)
            last.expect(writes: "an earlier tend had begun to run install-agent on ")
            try await expectExactlyWanted(world)
            try await world.tend("plan").expect(0)
        }
    }

    private func expectStopOnRequest(_ world: World, _ build: Gate) async throws {
        let apply = world.start("apply", "--env", "tst", "--auto-approve")
        try await eventually("packer is at work") { build.isReached(1) }
        try await apply.signal("TERM")
        let end = try await apply.end()
        end.expect(1)
        end.expect(writes: "tend: finishing what is under way; once more to stop now\n")
        end.expect(writes: "FAILED: building web 1.0.0, step base was stopped: tend was asked to stop\n")
        end.expect(writes: "Stopped as asked; 'tend apply' goes on from here.\n")
        let lab = try await world.lab()
        #expect(lab.built.isEmpty && !lab.instances.contains(where: \.isAlive), "packer has cleaned up")
        try build.open(1)
    }

    @Test("an apply that is killed after each thing that it did gets there all the same")
    func killsAllTheWay() async throws {
        try await World.with { world in
            var rounds = 0
            var ended: ProcessResult?
            while ended == nil, rounds < 40 {
                rounds += 1
                let apply = world.start("apply", "--auto-approve")
                try await eventually("something is done, or nothing is left to do") {
                    apply.count(of: "  done: ") > 0 || apply.count(of: "Everything is as the files say") > 0
                }
                if apply.count(of: "  done: ") > 0 { try await apply.signal("KILL") }
                let result = try await apply.end()
                if result.status != .signalled(9) { ended = result }
            }
            try #require(ended).expect(0)
            #expect(rounds > 5)
            try await expectExactlyWanted(world)
        }
    }

    private func expectExactlyWanted(_ world: World) async throws {
        let lab = try await world.lab()
        #expect(lab.built == ["debian-12-base/1.0.0/app", "debian-12-base/1.0.0/base"])
        #expect(
            lab.alive(in: "prd").count == 2 && lab.alive(in: "tst").count == 1 && lab.alive(in: "sbx-101").count == 1)
        #expect(lab.instances.count { $0.isAlive } == 4, "packer's are gone: \(lab.instances)")
        for instance in lab.alive(in: "prd") + lab.alive(in: "tst") { #expect(lab.runs(on: instance.id) == [1, 1]) }
        for instance in lab.alive(in: "sbx-101") { #expect(lab.runs(on: instance.id) == [1]) }
        let kinds = try await world.trail().map(\.kind)
        #expect(
            kinds.count { $0 == "intent" } == kinds.count { $0 == "outcome" || $0 == "recovered" },
            "every intent has one end")
        try await world.expectWholeTrail()
    }
}
