import FoundationEssentials
import Model
import YAML

/// Makes the environments from the files below `environments/`.
struct EnvironmentLoader {
    let tree: Tree
    let project: LoadedProject?
    let images: [ImageName: ImageDefinition]
    let imageNames: Set<String>
    let commands: [CommandName: CommandDefinition]
    let commandNames: Set<String>
    let touched: [String: Date]
    private var log: FindingLog { tree.log }

    /// The environments that have a file.
    func load() -> [EnvironmentName: DesiredEnvironment] {
        var environments: [EnvironmentName: DesiredEnvironment] = [:]
        let files = YAMLFiles.names(
            in: "environments", tree, adviceForOthers: "environments are files environments/<name>.yaml")
        for (text, path) in files {
            let place = SourcePlace(file: path, line: 1, column: 1)
            guard let name = EnvironmentName(text) else {
                log.error(.badName(text, rule: EnvironmentName.rule), at: place)
                continue
            }
            checkIsNamed(name, place)
            guard let file = tree.read(path, .environment) else { continue }
            environments[name] = environment(name, file)
        }
        let production = EnvironmentClass.production.text
        if !files.contains(where: { $0.name == production }) {
            let path = "environments/\(production).yaml"
            log.error(
                .missingEnvironmentFile(production, path: path), at: SourcePlace(file: path, line: 1, column: 1))
        }
        checkCount(environments)
        return withDevops(environments)
    }

    private func checkIsNamed(_ name: EnvironmentName, _ place: SourcePlace) {
        guard let project, !project.names.isEmpty, !project.names.contains(name.environmentClass.text) else { return }
        let known = project.names.sorted()
        log.error(
            .unknownEnvironment(name.text, nearest: Nearest.word(to: name.text, among: known), known: known), at: place)
    }

    private func checkCount(_ environments: [EnvironmentName: DesiredEnvironment]) {
        guard let limits = project?.project?.limits, let file = project?.file else { return }
        let count = environments.keys.filter(\.isSandbox).count
        guard count > limits.sandboxesMax else { return }
        let node = file.root["limits"]?["sandboxes"]?["max"]
        log.error(
            .tooManySandboxes(count, limit: limits.sandboxesMax),
            at: node.map { file.place($0) } ?? SourcePlace(file: file.path, line: 1, column: 1))
    }

    /// devops is there without a file too: the images are built in it.
    private func withDevops(
        _ environments: [EnvironmentName: DesiredEnvironment]
    ) -> [EnvironmentName: DesiredEnvironment] {
        guard environments[.devops] == nil, let place = project?.project?.classes[.devops]?.place else {
            return environments
        }
        var environments = environments
        environments[.devops] = DesiredEnvironment(name: .devops, place: place)
        return environments
    }

    private func environment(_ name: EnvironmentName, _ file: SourceFile) -> DesiredEnvironment {
        let root = file.root
        checkWhatMayStand(name, file)
        let fleets = FleetReader(
            tree: tree, file: file, project: project?.project, commandNames: commandNames
        ).read()
        checkReferences(file)
        return DesiredEnvironment(
            name: name, images: wantedImages(root["images"]), fleets: fleets,
            commands: root.strings("commands").compactMap { CommandName($0) },
            sandbox: name.isSandbox ? sandbox(root["sandbox"], file) : nil, stack: stack(root["stack"], file),
            touchedAt: touched[file.path], place: SourcePlace(file: file.path, line: 1, column: 1))
    }

    private func checkWhatMayStand(_ name: EnvironmentName, _ file: SourceFile) {
        for key in ["fleets", "commands"] where name == .devops {
            guard let entry = file.root.entry(key), !isEmpty(entry.value) else { continue }
            log.error(.notInDevops(key), at: file.place(entry.keyPlace))
        }
        if name.isSandbox {
            if file.root["sandbox"] == nil && file.root.entries != nil {
                log.error(.missingSandbox, at: file.place(file.root))
            }
        } else {
            for key in ["sandbox", "stack"] {
                guard let entry = file.root.entry(key) else { continue }
                log.error(.onlyInSandbox(key), at: file.place(entry.keyPlace))
            }
        }
    }

    private func isEmpty(_ node: YAMLNode) -> Bool { node.items?.isEmpty ?? node.entries?.isEmpty ?? false }

    private func wantedImages(_ node: YAMLNode?) -> [ImageName: WantedImage] {
        var wanted: [ImageName: WantedImage] = [:]
        for entry in node?.entries ?? [] {
            guard let name = ImageName(entry.key) else { continue }
            if let version = entry.value.identity("version", ImageVersion.self) {
                wanted[name] = WantedImage(version: version, step: entry.value.identity("step", StepID.self))
            } else if let text = try? entry.value.string(), let version = ImageVersion(text) {
                wanted[name] = WantedImage(version: version)
            }
        }
        return wanted
    }

    private func sandbox(_ node: YAMLNode?, _ file: SourceFile) -> SandboxTerms? {
        guard let node else { return nil }
        let longest = (project?.project?.limits ?? .standard).sandboxLongest
        var end: SandboxEnd?
        if let seconds = node.seconds("keep_for") {
            end = .after(seconds: seconds)
            if seconds > longest { tooLong(seconds, longest, node["keep_for"], file) }
        } else if let date = node.moment("keep_until") {
            end = .until(date)
            // Without the time of the commit nobody can say how long that is, and the loader has no clock.
            if let since = touched[file.path] {
                let seconds = Int(date.timeIntervalSince(since).rounded(.up))
                if seconds > longest { tooLong(seconds, longest, node["keep_until"], file) }
            }
        }
        guard let end, let owner = node.string("owner") else { return nil }
        return SandboxTerms(owner: owner, ticket: node.string("ticket"), end: end)
    }

    private func tooLong(_ asked: Int, _ longest: Int, _ node: YAMLNode?, _ file: SourceFile) {
        guard let node else { return }
        log.error(
            .sandboxTooLong(asked: TimeSpan.text(asked), limit: TimeSpan.text(longest)), at: file.place(node))
    }

    /// CloudFormation's limit for a template that is sent with the request.
    private static let templateLimit = 51_200

    private func stack(_ node: YAMLNode?, _ file: SourceFile) -> StackSpec? {
        guard let node else { return nil }
        let template = tree.referredText(
            node["template"], in: file, limit: Self.templateLimit, what: "a template that is sent with the request")
        guard let (path, text) = template else { return nil }
        let parameters = node.pairs("parameters")
        return StackSpec(
            templatePath: path, template: text, parameters: parameters,
            digest: ContentDigests.stack(template: text, parameters: parameters))
    }

    private func checkReferences(_ file: SourceFile) {
        for entry in file.root["images"]?.entries ?? [] where ImageName(entry.key) != nil {
            guard imageNames.contains(entry.key) else {
                log.error(
                    .unknownImage(entry.key, nearest: Nearest.word(to: entry.key, among: imageNames)),
                    at: file.place(entry.keyPlace))
                continue
            }
            checkStep(entry, file)
        }
        var listed: Set<String> = []
        for node in file.root["commands"]?.items ?? [] {
            guard let name = try? node.string(), let command = CommandName(name) else { continue }
            if !commandNames.contains(name) {
                log.error(
                    .unknownCommand(name, nearest: Nearest.word(to: name, among: commandNames)), at: file.place(node))
            } else if !listed.insert(name).inserted {
                log.error(.duplicateItem(name), at: file.place(node))
            }
            let all = file.root.strings("commands")
            for before in commands[command]?.after ?? [] where !all.contains(before.text) {
                log.error(.predecessorNotListed(command: name, after: before.text), at: file.place(node))
            }
        }
    }

    /// A step can be looked up only in the version that this tree builds; an older one may have had others.
    private func checkStep(_ entry: YAMLEntry, _ file: SourceFile) {
        guard let name = ImageName(entry.key), let image = images[name], let node = entry.value["step"],
            let step = entry.value.identity("step", StepID.self),
            entry.value.identity("version", ImageVersion.self) == image.version,
            !image.steps.contains(where: { $0.id == step })
        else { return }
        let nearest = Nearest.word(to: step.text, among: image.steps.map(\.id.text))
        log.error(.unknownStep(step.text, image: entry.key, nearest: nearest), at: file.place(node))
    }
}
