import Model
import YAML

/// Makes the commands from the files below `commands/`.
struct CommandLoader {
    let tree: Tree
    /// Whether scripts can go by S3.
    let hasArtifacts: Bool
    private var log: FindingLog { tree.log }

    init(tree: Tree, hasArtifacts: Bool) {
        self.tree = tree
        self.hasArtifacts = hasArtifacts
    }

    /// The commands, and the names of all that have a file.
    func load() -> (commands: [CommandName: CommandDefinition], names: Set<String>) {
        var commands: [CommandName: CommandDefinition] = [:]
        var files: [String: SourceFile] = [:]
        var names: Set<String> = []
        for (name, path) in YAMLFiles.names(in: "commands", tree, adviceForOthers: nil) {
            names.insert(name)
            guard let command = CommandName(name) else {
                log.error(.badName(name, rule: CommandName.rule), at: SourcePlace(file: path, line: 1, column: 1))
                continue
            }
            guard let file = tree.read(path, .command) else { continue }
            files[name] = file
            commands[command] = definition(command, file)
        }
        checkOrder(files, names)
        return (commands, names)
    }

    private func definition(_ name: CommandName, _ file: SourceFile) -> CommandDefinition? {
        let root = file.root
        if let seconds = root.seconds("timeout"), !(1...Self.longestTimeout).contains(seconds),
            let node = root["timeout"]
        {
            log.error(.badText(node.scalar?.text ?? "", rule: "between 1s and 48h"), at: file.place(node))
        }
        duplicates(root["after"], file)
        let body = body(file)
        guard let body, let target = target(root["on"]) else { return nil }
        return CommandDefinition(
            name: name, target: target, body: body,
            feedback: root.string("feedback").flatMap { Feedback(rawValue: $0) } ?? .status,
            after: root.strings("after").compactMap { CommandName($0) },
            timeoutSeconds: root.seconds("timeout") ?? 3600, concurrency: root.amount("concurrency"),
            maxErrors: root.amount("max_errors"), isIdempotent: root.boolean("idempotent") ?? false,
            digest: ContentDigests.command(body), place: SourcePlace(file: file.path, line: 1, column: 1))
    }

    /// SSM's limit for `executionTimeout` of AWS-RunShellScript.
    private static let longestTimeout = 172_800

    private func target(_ node: YAMLNode?) -> CommandTarget? {
        guard let node else { return nil }
        guard let entries = node.entries else { return (try? node.string()) == "all" ? .all : nil }
        guard !entries.isEmpty else { return nil }
        var tags: [String: String] = [:]
        for entry in entries { tags[String(entry.key.dropFirst(4))] = try? entry.value.string() }
        return .tags(tags)
    }

    private func body(_ file: SourceFile) -> CommandBody? {
        if let run = file.root.string("run") { return .shell(run) }
        let node = file.root["script"]
        let script = tree.referred(node, in: file, from: FilePath.folder(of: file.path))
        guard let (path, content) = script, let node else { return nil }
        if !hasArtifacts && content.count > Self.inlineLimit {
            log.error(
                .fileTooLarge(
                    path, bytes: content.count, limit: Self.inlineLimit,
                    what: "a script in a project without 'artifacts' (tend.yaml)"),
                at: file.place(node))
        }
        guard let interpreter = file.root.string("with") ?? Self.interpreter(path) else {
            if file.root["with"] == nil { log.error(.interpreterUnknown(path), at: file.place(node)) }
            return nil
        }
        return .script(
            CommandScript(
                path: path, content: content, digest: ContentDigests.script(content), interpreter: interpreter,
                arguments: file.root.strings("args")))
    }

    /// What fits into SendCommand besides its frame, in base64: 60,000 bytes are safe.
    private static let inlineLimit = 40_000

    private static func interpreter(_ path: String) -> String? {
        if path.hasSuffix(".sh") { return "bash" }
        return path.hasSuffix(".py") ? "python3" : nil
    }

    private func duplicates(_ node: YAMLNode?, _ file: SourceFile) {
        var seen: Set<String> = []
        for item in node?.items ?? [] {
            guard let text = try? item.string(), !seen.insert(text).inserted else { continue }
            log.error(.duplicateItem(text), at: file.place(item))
        }
    }

    /// `after` must name commands that exist, and must not lead back.
    private func checkOrder(_ files: [String: SourceFile], _ names: Set<String>) {
        for (_, file) in files.sorted(by: { $0.key < $1.key }) {
            for node in file.root["after"]?.items ?? [] {
                guard let name = try? node.string(), CommandName(name) != nil, !names.contains(name) else { continue }
                log.error(.unknownCommand(name, nearest: Nearest.word(to: name, among: names)), at: file.place(node))
            }
        }
        let after = files.mapValues { $0.root.strings("after") }
        for cycle in Cycles.find(after) {
            guard let first = cycle.first, let file = files[first], let entry = file.root.entry("after") else {
                continue
            }
            log.error(.commandCycle(cycle + [first]), at: file.place(entry.keyPlace))
        }
    }
}
