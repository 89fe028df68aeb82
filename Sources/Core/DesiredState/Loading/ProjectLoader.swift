import Model
import YAML

/// Makes the project from `tend.yaml`.
struct ProjectLoader {
    let tree: Tree
    private var log: FindingLog { tree.log }

    static let path = "tend.yaml"

    init(tree: Tree) { self.tree = tree }

    /// The project as far as it could be read; `nil` when the file could not.
    func load() -> LoadedProject? {
        guard let file = tree.read(Self.path, .project) else { return nil }
        let root = file.root
        let tags = TagRules(file: file, log: log)
        tags.checkKey(root["environment_tag"])
        tags.check(root["tags"], environmentTag: root.string("environment_tag"))
        requireEnvironments(file)
        let classes = withFreezes(classes(file), file)
        let names = Set((root["environments"]?.entries ?? []).map(\.key))
        guard let name = root.identity("project", ProjectName.self),
            let region = root.identity("region", RegionName.self)
        else { return LoadedProject(file: file, names: names, project: nil) }
        let project = Project(
            name: name, region: region, classes: classes,
            environmentTag: root.string("environment_tag") ?? TagKey.environment,
            tags: root.pairs("tags"), artifacts: artifacts(root["artifacts"]), limits: limits(root["limits"]))
        return LoadedProject(file: file, names: names, project: project)
    }

    private func requireEnvironments(_ file: SourceFile) {
        guard let environments = file.root.entry("environments"), let entries = environments.value.entries else {
            return
        }
        for required in [EnvironmentClass.devops, .sandbox, .production]
        where !entries.contains(where: { $0.key == required.text }) {
            log.error(.missingEnvironment(required.text), at: file.place(environments.keyPlace))
        }
        for entry in entries where entry.key.hasPrefix("sbx-") {
            log.error(.sandboxAmongClasses(entry.key), at: file.place(entry.keyPlace))
        }
    }

    private func classes(_ file: SourceFile) -> [EnvironmentClass: EnvironmentSettings] {
        var classes: [EnvironmentClass: EnvironmentSettings] = [:]
        for entry in file.root["environments"]?.entries ?? [] {
            let node = entry.value
            var guards: [UnenforcedGuard] = []
            if let approval = node.entry("approval"), let word = node.string("approval") {
                let asked = "approval: \(word)"
                let place = file.place(approval.keyPlace)
                guards.append(UnenforcedGuard(asked: asked, place: place))
                log.warning(.unenforced(asked, environments: [entry.key]), at: place)
            }
            guard let name = EnvironmentClass(entry.key), let account = node.identity("account", AccountID.self) else {
                continue
            }
            classes[name] = EnvironmentSettings(
                account: account, role: node.string("role"), externalID: node.string("external_id"),
                profile: node.string("profile"), region: node.identity("region", RegionName.self),
                isProtected: node.boolean("protected") ?? false, unenforcedGuards: guards,
                place: file.place(entry.keyPlace))
        }
        return classes
    }

    /// A freeze is a guard that this version can't enforce: it goes to every class that it names.
    private func withFreezes(
        _ classes: [EnvironmentClass: EnvironmentSettings], _ file: SourceFile
    ) -> [EnvironmentClass: EnvironmentSettings] {
        var classes = classes
        let known = (file.root["environments"]?.entries ?? []).map(\.key)
        for freeze in file.root["freeze"]?.items ?? [] {
            let asked = "freeze: \(freeze.string("cron") ?? "") for \(freeze.string("for") ?? "")"
            var named: [String] = []
            for node in freeze["environments"]?.items ?? [] {
                guard let text = try? node.string() else { continue }
                let name = EnvironmentName(text)?.environmentClass ?? EnvironmentClass(text)
                guard let name, known.contains(name.text) else {
                    log.error(
                        .unknownEnvironment(text, nearest: Nearest.word(to: text, among: known), known: known),
                        at: file.place(node))
                    continue
                }
                named.append(text)
                classes[name]?.unenforcedGuards.append(UnenforcedGuard(asked: asked, place: file.place(freeze)))
            }
            if !named.isEmpty { log.warning(.unenforced(asked, environments: named), at: file.place(freeze)) }
        }
        return classes
    }

    private func artifacts(_ node: YAMLNode?) -> ArtifactsLocation? {
        guard let node, let bucket = node.string("bucket") else { return nil }
        return ArtifactsLocation(bucket: bucket, prefix: node.string("prefix") ?? "")
    }

    private func limits(_ node: YAMLNode?) -> Limits {
        var limits = Limits.standard
        guard let node else { return limits }
        if let max = node["terminations"]?.integer("max") { limits.terminationsMax = max }
        if let percent = node["terminations"]?.integer("percent") { limits.terminationsPercent = percent }
        if let max = node["sandboxes"]?.integer("max") { limits.sandboxesMax = max }
        if let longest = node["sandboxes"]?.seconds("longest") { limits.sandboxLongest = longest }
        return limits
    }
}

/// What `tend.yaml` gave.
struct LoadedProject {
    var file: SourceFile
    /// The keys below `environments`, also those whose settings are wrong.
    var names: Set<String>
    /// The project, unless its name or region is wrong.
    var project: Project?
}
