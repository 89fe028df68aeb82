import Model

/// An AMI that at least one environment wants, and the accounts that must be able to launch it.
struct WantedArtifact: Hashable {
    var image: ImageName
    var version: ImageVersion
    /// `nil` for the last step of the workflow.
    var step: StepID?

    /// Everything that the environments want, with who wants it, in a stable order.
    static func all(of environments: [EffectiveEnvironment], in project: Project) -> [(WantedArtifact, [AccountID])] {
        var accounts: [WantedArtifact: Set<AccountID>] = [:]
        for environment in environments {
            guard let account = project.settings(of: environment.desired.name)?.account else { continue }
            for (image, wanted) in environment.desired.images {
                let artifact = WantedArtifact(image: image, version: wanted.version, step: wanted.step)
                accounts[artifact, default: []].insert(account)
            }
        }
        return accounts.map { ($0.key, $0.value.sorted()) }.sorted { $0.0.sortKey < $1.0.sortKey }
    }

    private var sortKey: String { "\(image)@\(version)/\(step?.text ?? "")" }
}
