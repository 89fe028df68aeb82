import AWS
import FoundationEssentials
import Model

/// Reads all environments of one class from their account: one for most classes, every sandbox for `sbx`.
struct ClassReader {
    let session: AccountSession
    let project: Project
    let environmentClass: EnvironmentClass

    /// - Parameter names: The environments that git names; each is in the answer, however empty.
    /// - Returns: Those, and every sandbox of which something was found.
    func read(_ names: [EnvironmentName]) async throws -> [EnvironmentName: ActualEnvironment] {
        async let instances = instances()
        async let parameters = parameters()
        async let stacks = stacks()
        var found = Dictionary(uniqueKeysWithValues: names.map { ($0, empty($0)) })
        for (name, instance) in try await instances {
            found[name, default: empty(name)].instances.append(instance)
        }
        for (name, parameter) in try await parameters {
            switch parameter {
            case .image(let image, let ami): found[name, default: empty(name)].publishedImages[image] = ami
            case .hold(let hold): found[name, default: empty(name)].hold = hold
            }
        }
        for (name, stack) in try await stacks { found[name, default: empty(name)].stack = stack }
        for name in found.keys { found[name]?.instances.sort { $0.id < $1.id } }
        return found.filter { names.contains($0.key) || !$0.value.isGone }
    }

    private func empty(_ name: EnvironmentName) -> ActualEnvironment {
        ActualEnvironment(name: name, account: session.account, region: session.region)
    }

    private func instances() async throws -> [(EnvironmentName, Instance)] {
        let pattern = environmentClass == .sandbox ? "sbx-*" : environmentClass.text
        let described = try await session.ec2.describeInstances(
            .filters([.tag(TagKey.project, project.name.text), .tag(TagKey.environment, pattern)])
        ).collect()
        let alive = described.filter { $0.state == .running }.map(\.id)
        async let checks = InstanceHealthReader(session: session).statusChecks(of: alive)
        async let agents = InstanceHealthReader(session: session).agents(of: alive)
        let (statusChecks, agentStatus) = try await (checks, agents)
        return try described.compactMap { instance in
            guard let text = instance.tags[TagKey.environment], let name = EnvironmentName(text),
                name.environmentClass == environmentClass
            else { return nil }
            return (name, try Instance(instance, checks: statusChecks[instance.id], agent: agentStatus[instance.id]))
        }
    }

    private func parameters() async throws -> [(EnvironmentName, EnvironmentParameter)] {
        let names = ParameterName(project: project.name)
        let path = environmentClass == .sandbox ? names.root : "\(names.root)/\(environmentClass)"
        let parameters = try await session.ssm.getParametersByPath(path, recursive: true).collect()
        return try parameters.compactMap { parameter in
            switch names.parse(parameter.name) {
            case .image(let image, let environment) where environment.environmentClass == environmentClass:
                guard let ami = AMIID(parameter.value) else {
                    throw UnexpectedAnswer("the parameter \(parameter.name) is '\(parameter.value)', not an AMI")
                }
                return (environment, .image(image, ami))
            case .hold(let environment) where environment.environmentClass == environmentClass:
                return (environment, .hold(try HoldDocument.read(parameter.value, from: parameter.name)))
            case .image, .hold, nil: return nil
            }
        }
    }

    private func stacks() async throws -> [(EnvironmentName, Stack)] {
        guard environmentClass == .sandbox else { return [] }
        let names = StackName(project: project.name)
        return try await session.cloudFormation.describeStacks(nil).collect().compactMap { stack in
            guard let environment = names.environment(of: stack.name), environment.isSandbox,
                stack.tags[TagKey.project] == project.name.text
            else { return nil }
            return Stack(stack).map { (environment, $0) }
        }
    }

    private enum EnvironmentParameter: Sendable {
        case image(ImageName, AMIID)
        case hold(Hold)
    }
}
