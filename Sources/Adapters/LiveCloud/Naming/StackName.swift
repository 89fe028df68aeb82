import Model

/// The names of sandboxes' stacks: `tend-<project>-<env>`.
struct StackName {
    let project: ProjectName

    func name(of environment: EnvironmentName) -> String { "tend-\(project)-\(environment)" }

    /// The sandbox that a stack belongs to; `nil` for a stack that isn't tend's.
    func environment(of stack: String) -> EnvironmentName? {
        let prefix = "tend-\(project)-"
        guard stack.hasPrefix(prefix) else { return nil }
        return EnvironmentName(String(stack.dropFirst(prefix.count)))
    }
}
