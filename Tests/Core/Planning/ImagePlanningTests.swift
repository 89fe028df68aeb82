import CoreFixtures
import FoundationEssentials
import Model
import Planning
import Testing

@Suite struct ImagePlanningTests {
    private let desired = Shop.desired([
        Shop.environment("tst", fleets: [Shop.fleet(replicas: 1)]),
        Shop.environment("prd", fleets: [Shop.fleet(replicas: 2)]),
    ])

    private func plan(_ images: [MachineImage], _ desired: DesiredState? = nil) -> Plan {
        Planner.plan(
            desired ?? self.desired, Shop.actual(images: images, [Shop.existing("tst"), Shop.existing("prd")]),
            at: Shop.now)
    }

    @Test("from nothing, the looks bring: each step, sharing, publishing and launching")
    func firstBuild() throws {
        #expect(plan([]).lines == ["devops: build step base of web@1.4.2 with packer, from ami-root"])
        let base = Shop.ami(step: "base", sharedWith: [])
        #expect(plan([base]).lines == ["devops: build step app of web@1.4.2 with packer, from ami-base142"])
        let app = Shop.ami(sharedWith: [])
        #expect(
            plan([base, app]).lines == [
                "devops: share ami-app142 (web@1.4.2) and 1 snapshot with 222222222222, 444444444444"
            ])
        #expect(
            plan(Shop.amis()).lines == [
                "prd: publish ami-app142 as web@1.4.2 of prd", "prd: launch 2 × web@1.4.2 (t3.micro)",
                "tst: publish ami-app142 as web@1.4.2 of tst", "tst: launch 1 × web@1.4.2 (t3.micro)",
            ])
    }

    @Test("while an image is on its way, its environments wait for devops")
    func waiting() throws {
        let production = try #require(plan([])["prd"])
        #expect(production.waits.map(\.subject) == ["image/web"])
        #expect(
            production.waits.map(\.what) == ["web@1.4.2 can't be launched here yet"])
        #expect(production.waits.allSatisfy { $0.broughtBy == .devops })
        #expect(!production.isConverged)
        #expect(production.content == nil)
    }

    @Test("an AMI is shared only with the accounts that lack it, and each account is served as soon as it has it")
    func partialSharing() {
        let app = Shop.ami(sharedWith: [Shop.testAccount])
        #expect(
            plan([Shop.ami(step: "base"), app]).lines == [
                "devops: share ami-app142 (web@1.4.2) and 1 snapshot with 444444444444",
                "tst: publish ami-app142 as web@1.4.2 of tst", "tst: launch 1 × web@1.4.2 (t3.micro)",
            ])
    }

    @Test("a version that was built from other inputs is a problem that names the place, and nothing is built over it")
    func otherInputs() throws {
        let plan = plan([Shop.ami(step: "base", inputs: "older"), Shop.ami()])
        let devops = try #require(plan[.devops])
        #expect(devops.lines == [])
        let made = ContentDigest.of("older of base@1.4.2").short
        let written = ContentDigest.of("inputs of base@1.4.2").short
        #expect(
            devops.problems == [
                Problem(
                    subject: "image/web",
                    what: "web@1.4.2 was built from other inputs: step base is ami-base142 with inputs \(made), "
                        + "the files have \(written)",
                    advice: "a version is immutable; raise workflow_id at images/web/workflow_param.json:2:3")
            ])
    }

    @Test("a version that the tree doesn't build and that was never built is a problem that says what the tree builds")
    func unknownVersion() throws {
        let desired = Shop.desired([Shop.environment("prd", version: "1.3.0")])
        let devops = try #require(plan(Shop.amis(), desired)[.devops])
        #expect(devops.lines == [])
        #expect(
            devops.problems == [
                Problem(
                    subject: "image/web", what: "web@1.3.0 was never built to its end, and the files build 1.4.2",
                    advice: "name a version that exists, or set workflow_id at images/web/workflow_param.json:2:3")
            ])
    }

    @Test("an image without a folder and without AMIs is a problem")
    func unknownImage() throws {
        let desired = Shop.desired([Shop.environment("prd")], images: [])
        let devops = try #require(plan([], desired)[.devops])
        #expect(
            devops.problems == [
                Problem(
                    subject: "image/web", what: "web@1.4.2 was never built, and there is no folder images/web",
                    advice: "add the workflow, or name a version that exists")
            ])
    }

    @Test("a version that the tree no longer builds goes on being used, by the AMI of its last step")
    func olderVersion() {
        let desired = Shop.desired([Shop.environment("prd", version: "1.3.0")])
        #expect(plan(Shop.amis("1.3.0"), desired).lines == ["prd: publish ami-app130 as web@1.3.0 of prd"])
        let withoutFolder = Shop.desired([Shop.environment("prd", version: "1.3.0")], images: [])
        #expect(plan([Shop.ami("1.3.0")], withoutFolder).lines == ["prd: publish ami-app130 as web@1.3.0 of prd"])
    }

    @Test("an older version whose last step was named differently is known by the AMI that was made last")
    func olderSteps() {
        let desired = Shop.desired([Shop.environment("prd", version: "1.3.0")])
        let images = [
            Shop.ami("1.3.0", step: "final", createdAt: Shop.now.addingTimeInterval(-10)),
            Shop.ami("1.3.0", step: "base", createdAt: Shop.now.addingTimeInterval(-20)),
        ]
        #expect(plan(images, desired).lines == ["prd: publish ami-final130 as web@1.3.0 of prd"])
    }

    @Test("an older version that was left half built isn't taken for the whole")
    func halfBuilt() throws {
        let desired = Shop.desired([Shop.environment("prd", version: "1.3.0", fleets: [Shop.fleet(replicas: 1)])])
        let plan = plan([Shop.ami("1.3.0", step: "base")], desired)
        #expect(plan.lines == [])
        #expect(
            try #require(plan[.devops]).problems.map(\.what) == [
                "web@1.3.0 was never built to its end, and the files build 1.4.2"
            ])
    }

    @Test("a named step is built up to, and no further")
    func namedStep() {
        let desired = Shop.desired([Shop.environment("prd", step: "base")])
        #expect(plan([], desired).lines == ["devops: build step base of web@1.4.2 with packer, from ami-root"])
        #expect(plan([Shop.ami(step: "base")], desired).lines == ["prd: publish ami-base142 as web@1.4.2 of prd"])
    }

    @Test("a step that the workflow doesn't have is a problem, not a wait without end")
    func missingStep() throws {
        let desired = Shop.desired([Shop.environment("prd", step: "other")])
        let plan = plan(Shop.amis(), desired)
        #expect(plan.lines == [])
        #expect(
            try #require(plan[.devops]).problems == [
                Problem(
                    subject: "image/web", what: "web@1.4.2 has no step other",
                    advice: "its steps are base, app; see images/web/workflow_param.json:2:3")
            ])
    }

    @Test("an AMI that is being made is waited for, and one that failed is a problem")
    func states() throws {
        let pending = try #require(plan([Shop.ami(step: "base", state: .pending)])[.devops])
        #expect(pending.lines == [])
        #expect(pending.waits.map(\.what) == ["ami-base142 (step base) is not available yet"])
        let failed = try #require(plan([Shop.ami(step: "base"), Shop.ami(state: .failed)])[.devops])
        #expect(failed.lines == [])
        #expect(
            failed.problems == [
                Problem(
                    subject: "image/web", what: "ami-app142 (step app of web@1.4.2) is in a failed state",
                    advice: "deregister it, then tend builds the step again")
            ])
    }

    @Test(
        "of two AMIs of one step the one that can be launched counts, then the older, in whatever order EC2 lists them")
    func duplicates() {
        let base = Shop.ami(step: "base")
        let failed = Shop.ami(id: "ami-a", state: .failed, createdAt: Shop.now.addingTimeInterval(-30))
        let older = Shop.ami(id: "ami-c", createdAt: Shop.now.addingTimeInterval(-20))
        let newer = Shop.ami(id: "ami-b", createdAt: Shop.now.addingTimeInterval(-10))
        let expected = plan([base, older])
        for images in [[base, failed, older, newer], [newer, older, failed, base], [older, base, newer, failed]] {
            #expect(plan(images).lines == expected.lines)
        }
    }

    @Test("environments that want the same version share one build; those that aren't looked at want nothing")
    func sharedBuild() {
        let both = Shop.desired([Shop.environment("tst"), Shop.environment("prd", step: "app")])
        #expect(plan([], both).lines == ["devops: build step base of web@1.4.2 with packer, from ami-root"])
        let onlyTest = Planner.plan(
            desired, Shop.actual(images: [Shop.ami(step: "base"), Shop.ami(sharedWith: [])], [Shop.existing("tst")]),
            at: Shop.now)
        #expect(onlyTest.lines == ["devops: share ami-app142 (web@1.4.2) and 1 snapshot with 222222222222"])
    }
}
