import DesiredState
import FoundationEssentials
import Model
import Testing

@Suite struct FormatTests {
    @Test(
        "everything in the format's description is accepted, and what has no effect yet is said once for file and key")
    func acceptsTheDescription() throws {
        let result = DesiredStateLoader.load(FormatTree.tree)
        #expect(
            result.findings.map(\.summary) == [
                "commands/report-disk.yaml:7:1: warning: 'output' is accepted, but this version of tend does not act on it yet",
                "commands/report-disk.yaml:8:1: warning: 'when' is accepted, but this version of tend does not act on it yet",
                "environments/prd.yaml:13:5: warning: 'target_groups' is accepted, but this version of tend can't do it "
                    + "yet: nothing is done for this fleet",
                "environments/prd.yaml:17:55: warning: 'checks: target-group' is accepted, but this version of tend can't "
                    + "do it yet: nothing is done for this fleet",
                "environments/prd.yaml:17:70: warning: 'command' is accepted, but this version of tend can't do it yet: "
                    + "nothing is done for this fleet",
                "environments/prd.yaml:18:7: warning: 'bake' is accepted, but this version of tend can't do it yet: "
                    + "nothing is done for this fleet",
                "environments/prd.yaml:19:7: warning: 'alarms' is accepted, but this version of tend can't do it yet: "
                    + "nothing is done for this fleet",
                "environments/prd.yaml:20:19: warning: 'on_failure: rollback' is accepted, but this version of tend can't "
                    + "do it yet: nothing is done for this fleet",
                "environments/prd.yaml:21:7: warning: 'keep_previous' is accepted, but this version of tend can't do it "
                    + "yet: nothing is done for this fleet",
                "environments/prd.yaml:24:5: warning: 'autoscaling_group' is accepted, but this version of tend can't do "
                    + "it yet: nothing is done for this fleet",
                "environments/sbx-101.yaml:5:3: warning: 'hours' is accepted, but this version of tend does not act on it yet",
                "environments/sbx-101.yaml:6:3: warning: 'warn' is accepted, but this version of tend does not act on it yet",
                "environments/sbx-101.yaml:7:3: warning: 'grace' is accepted, but this version of tend does not act on it yet",
                "tend.yaml:8:55: warning: 'approval: signed-commit' is accepted, but this version of tend can't enforce it: "
                    + "all changes to prd are withheld",
                "tend.yaml:12:1: warning: 'inventory' is accepted, but this version of tend does not act on it yet",
                "tend.yaml:17:5: warning: 'freeze: 0 17 * * FRI for 63h' is accepted, but this version of tend can't "
                    + "enforce it: all changes to prd are withheld",
                "tend.yaml:18:1: warning: 'notify' is accepted, but this version of tend does not act on it yet",
            ])
        #expect(result.state != nil)
    }

    @Test("the project is read whole")
    func readsTheProject() throws {
        let project = try #require(DesiredStateLoader.load(FormatTree.tree).state).project
        #expect(project.name.text == "shop")
        #expect(project.region.text == "us-east-1")
        #expect(project.environmentTag == "tech:env_name")
        #expect(project.tags == ["bus:team": "platform", "bus:owner": "ops@example.com"])
        #expect(project.artifacts == ArtifactsLocation(bucket: "shop-artifacts", prefix: "tend/"))
        #expect(
            project.limits
                == Limits(terminationsMax: 10, terminationsPercent: 25, sandboxesMax: 30, sandboxLongest: 2_592_000))
        #expect(project.classes.keys.map(\.text).sorted() == ["devops", "prd", "sbx", "stg", "tst"])
        let sandbox = try #require(project.classes[.sandbox])
        #expect(sandbox.account.text == "222222222222")
        #expect(sandbox.role == "arn:aws:iam::222222222222:role/tend-deploy")
        #expect(sandbox.externalID == "shop-7")
        #expect(project.classes[try known("stg")]?.profile == "shop-stg")
    }

    @Test("guards that can't be enforced go to the classes that they name")
    func recordsGuards() throws {
        let project = try #require(DesiredStateLoader.load(FormatTree.tree).state).project
        #expect(
            project.classes[.production]?.unenforcedGuards == [
                UnenforcedGuard(
                    asked: "approval: signed-commit", place: SourcePlace(file: "tend.yaml", line: 8, column: 55)),
                UnenforcedGuard(
                    asked: "freeze: 0 17 * * FRI for 63h", place: SourcePlace(file: "tend.yaml", line: 17, column: 5)),
            ])
        #expect(project.classes[.production]?.isProtected == true)
        #expect(project.classes[.sandbox]?.unenforcedGuards == [])
    }

    @Test("an environment is read whole")
    func readsAnEnvironment() throws {
        let state = try #require(DesiredStateLoader.load(FormatTree.tree).state)
        let production = try #require(state.environments[try known("prd")])
        let web: ImageName = try known("web")
        #expect(production.images[web] == WantedImage(version: try known("1.4.2")))
        #expect(
            production.images[try known("game")]
                == WantedImage(
                    version: try known("acore-2024-06-13"), step: try known("built_core")))
        #expect(production.commands.map(\.text) == ["install-agent", "report-disk"])
        let fleet = try #require(production.fleets[try known("web")])
        #expect(fleet.capacity == .replicas(4))
        #expect(
            fleet.launch
                == LaunchSettings(
                    image: web, instanceType: "t3.small", subnets: .tags(["Name": "prd-private-*"]),
                    securityGroups: .tags(["Name": "prd-web"]), instanceProfile: "web", userData: "#!/bin/sh\n"))
        #expect(fleet.targetGroups == ["web-prd"])
        #expect(
            fleet.rollout
                == RolloutSpec(
                    strategy: .rolling, batch: .percent(25),
                    health: HealthSpec(
                        checks: [.instanceStatus, .ssmOnline, .targetGroup], command: CommandName("smoke-test"),
                        graceSeconds: 90, withinSeconds: 600),
                    bakeSeconds: 600, alarms: ["prd-web-5xx"], onFailure: .rollback, keepPreviousSeconds: 7200))
        #expect(fleet.place.description == "environments/prd.yaml:5:3")
        let batch = try #require(production.fleets[try known("batch")])
        #expect(batch.capacity == .autoscalingGroup("prd-batch"))
        #expect(batch.rollout.batch == .count(1))
        #expect(state.environments[.devops] != nil)
    }

    @Test("a sandbox is read whole")
    func readsASandbox() throws {
        let name: EnvironmentName = try known("sbx-101")
        let touched = Date(timeIntervalSince1970: 1_795_000_000)
        let result = DesiredStateLoader.load(FormatTree.tree, touched: ["environments/sbx-101.yaml": touched])
        let sandbox = try #require(result.state?.environments[name])
        #expect(
            sandbox.sandbox
                == SandboxTerms(
                    owner: "dev@example.com", ticket: "SHOP-101",
                    end: .until(Date(timeIntervalSince1970: 1_796_083_200))))
        #expect(sandbox.stack?.templatePath == "stacks/sandbox.yaml")
        #expect(sandbox.stack?.template == "Resources: {}\n")
        #expect(sandbox.stack?.parameters == ["Size": "small"])
        #expect(sandbox.touchedAt == touched)
    }

    @Test("a sandbox may not be kept longer than the limit after the commit that touched its file")
    func limitsSandboxes() {
        let longAgo = Date(timeIntervalSince1970: 1_796_083_200 - 31 * 86_400)
        let result = DesiredStateLoader.load(FormatTree.tree, touched: ["environments/sbx-101.yaml": longAgo])
        #expect(result.state == nil)
        #expect(
            result.findings.filter { $0.severity == .error }.map(\.summary) == [
                "environments/sbx-101.yaml:4:15: error: the sandbox would be kept for 31d; limits.sandboxes.longest allows 30d"
            ])
    }

    @Test("a project needs no more than its name, a region and its environments")
    func acceptsTheLeast() throws {
        let files = [
            "tend.yaml": #"""
            project: shop
            region: eu-west-1
            environments:
              devops: { account: "111111111111" }
              sbx: { account: "111111111111" }
              prd: { account: "111111111111" }
            """#,
            "environments/prd.yaml": "{}",
        ]
        let result = DesiredStateLoader.load(FormatTree.tree(files))
        #expect(result.findings == [])
        let state = try #require(result.state)
        #expect(state.environments.keys.map(\.text).sorted() == ["devops", "prd"])
        #expect(state.project.environmentTag == "tend:environment")
        #expect(state.project.limits == .standard)
    }

    @Test("commands are read whole")
    func readsCommands() throws {
        let commands = try #require(DesiredStateLoader.load(FormatTree.tree).state).commands
        let report = try #require(commands[try known("report-disk")])
        #expect(report.target == .tags(["role": "web"]))
        #expect(report.body == .shell("df --output=source,pcent -x tmpfs"))
        #expect(report.feedback == .output)
        #expect(report.after.map(\.text) == ["install-agent"])
        #expect(report.timeoutSeconds == 600)
        #expect(report.concurrency == .percent(10))
        #expect(report.maxErrors == .count(1))
        #expect(report.isIdempotent)
        let install = try #require(commands[try known("install-agent")])
        #expect(install.target == .all)
        guard case .script(let script) = install.body else { throw Unexpected() }
        #expect(script.path == "commands/install.sh")
        #expect(script.interpreter == "bash")
        #expect(script.arguments == ["--now"])
        #expect(install.timeoutSeconds == 3600)
        #expect(!install.isIdempotent)
    }

    @Test("an image is read whole, its steps in their order")
    func readsAnImage() throws {
        let images = try #require(DesiredStateLoader.load(FormatTree.tree).state).images
        let image = try #require(images[try known("web")])
        #expect(image.version.text == "1.4.2")
        #expect(image.rootBaseAMI.text == "ami-0abc")
        #expect(image.tags == ["bus:team": "platform"])
        #expect(image.place.description == "images/web/workflow_param.json:3:20")
        #expect(image.steps.map(\.id.text) == ["base", "app"])
        #expect(image.steps.map(\.previous?.text) == [nil, "base"])
        #expect(image.steps.map(\.directory) == ["images/web/s01-base", "images/web/s02-app"])
        #expect(image.steps.first?.files.keys.sorted() == ["setup.sh", "step_param.json", "templates/.pkr.hcl"])
        #expect(
            image.steps.first?.parametersJSON
                == #"{"metadata":{"os":"debian"},"previous_step_id":null,"step_id":"base"}"#)
        #expect(image.parametersJSON.contains(#""own":[1,2.5e3,null]"#))
    }
}

struct Unexpected: Error {}
