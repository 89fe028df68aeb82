import CoreFixtures
import FoundationEssentials
import Model
import Planning
import Reconciliation
import SimulatedCloud
import Testing

@Suite struct SimulatedCloudTests {
    private let scope = ObservationScope(desired: Shop.desired([]))

    /// Every state that an instance can be seen in.
    private var oddities: [Instance] {
        let states: [InstanceState] = [.pending, .running, .stopping, .stopped, .shuttingDown, .terminated, .unknown]
        let checks: [StatusChecks] = [.passed, .initializing, .impaired, .unknown]
        let agents: [AgentStatus] = [.online, .offline, .absent]
        var instances: [Instance] = []
        for state in states {
            for check in checks {
                for agent in agents {
                    for age in [5.0, 90, 5000] {
                        let id = InstanceID(stringLiteral: "i-\(instances.count + 100)")
                        instances.append(
                            Shop.instance(id, in: "tst", state: state, checks: check, agent: agent, age: age))
                    }
                }
            }
        }
        return instances
    }

    @Test("the first look shows exactly what was observed")
    func firstLook() async {
        let observed = Shop.actual(
            images: [Shop.ami(), Shop.ami(step: "base", state: .pending)],
            [Shop.existing("tst", oddities, published: "ami-1", stack: Shop.madeStack(.working, "CREATE_IN_PROGRESS"))],
            unreadable: ["prd"])
        #expect(await SimulatedCloud(observed).observe(scope) == observed)
    }

    @Test("time brings what was on its way: instances, stacks and AMIs")
    func time() async throws {
        let observed = Shop.actual(
            images: [Shop.ami(state: .pending)],
            [Shop.existing("tst", oddities, stack: Shop.madeStack(.deleting, "DELETE_IN_PROGRESS"))])
        let cloud = SimulatedCloud(observed)
        await cloud.sleep(seconds: 3600)
        let seen = await cloud.observe(scope)
        #expect(seen.observedAt == Shop.now.addingTimeInterval(3600))
        #expect(seen.artifacts.value?.images.map(\.state) == [.available])
        let environment = try #require(seen.environments["tst"]?.value)
        #expect(environment.stack == nil)
        #expect(Set(environment.instances.map(\.state)) == [.running, .stopped, .terminated, .unknown])
        let running = environment.instances.filter { $0.state == .running }
        #expect(running.allSatisfy { $0.statusChecks == .passed || $0.statusChecks == .impaired })
        #expect(running.allSatisfy { $0.agent != .absent })
    }

    @Test("waiting goes to the next moment at which something changes, and a day when nothing does")
    func sleeping() async {
        let launched = Shop.instance("i-1", in: "tst", state: .pending, checks: .unknown, agent: .absent, age: 0)
        let cloud = SimulatedCloud(Shop.actual([Shop.existing("tst", [launched])]))
        var moments: [Double] = []
        for _ in 1...3 {
            await cloud.sleep(seconds: 2)
            moments.append(await cloud.now().timeIntervalSince(Shop.now))
        }
        #expect(moments == [20, 120, 120 + 86_400])
    }

    @Test("an instance that is started counts as launched then, as in EC2")
    func starting() async throws {
        let stopped = Shop.instance("i-1", in: "tst", state: .stopped)
        let cloud = SimulatedCloud(Shop.actual([Shop.existing("tst", [stopped])]))
        await cloud.sleep(seconds: 100)
        let before = await cloud.now()
        let action = Action.startInstances(StartInstances(environment: "tst", fleet: "web", instances: ["i-1"]))
        _ = try await cloud.perform(ActionOrder(id: .of("start"), action: action, desired: scope.desired))
        let seen = await cloud.observe(scope)
        let instance = try #require(seen.environments["tst"]?.value?.instances.first)
        #expect(instance.state == .pending)
        #expect(instance.launchedAt == before)
    }

    @Test("launched instances get ids that nothing has, and tend's tags")
    func launching() async throws {
        let cloud = SimulatedCloud(Shop.actual([Shop.existing("tst", [Shop.instance("i-new1", in: "tst")])]))
        let action = Action.launchInstances(
            LaunchInstances(
                environment: "tst", fleet: "web", count: 2, version: "1.4.2", ami: "ami-1", settings: Shop.launch(),
                launch: Shop.launch().digest))
        let result = try await cloud.perform(
            ActionOrder(id: .of("launch"), action: action, desired: Shop.desired([Shop.environment("tst")])))
        #expect(result.created == ["i-new2", "i-new3"])
        let seen = await cloud.observe(scope)
        let instance = try #require(seen.environments["tst"]?.value?.instances.last)
        #expect(
            instance.tags == [
                "bus:team": "platform", "tech:env_name": "tst", "Name": "shop-tst-web", "tend:project": "shop",
                "tend:environment": "tst", "tend:fleet": "web", "tend:image": "web", "tend:version": "1.4.2",
                "tend:launch": Shop.launch().digest.text, "tend:action": ActionID.of("launch").text,
            ])
    }
}
