import FoundationEssentials
import Model

/// Makes a desired state from files, or says everything that is wrong with them.
///
///     let result = DesiredStateLoader.load(tree, commit: head)
///     print(result.report.text)            // environments/prd.yaml:7:5: error: unknown key 'replcias'; …
///     guard let state = result.state else { … }
public enum DesiredStateLoader {
    /// Loads a tree whose root holds `tend.yaml`. Pure: the same tree gives the same result, and nothing else is read.
    /// - Parameters:
    ///   - tree: The files.
    ///   - commit: The commit that they are from; `nil` for a working directory.
    ///   - touched: When the commit that last touched a file was made, by path; from this `keep_for` counts.
    public static func load(_ tree: FileTree, commit: CommitID? = nil, touched: [String: Date] = [:]) -> LoadResult {
        let log = FindingLog()
        let files = Tree(files: tree, log: log)
        files.checkPaths()
        let project = ProjectLoader(tree: files).load()
        let (images, imageNames) = ImageLoader(tree: files).load()
        let (commands, commandNames) = CommandLoader(
            tree: files, hasArtifacts: project?.file.root["artifacts"] != nil
        ).load()
        let environments = EnvironmentLoader(
            tree: files, project: project, images: images, imageNames: imageNames, commands: commands,
            commandNames: commandNames, touched: touched
        ).load()
        // What passed every check must have become part of the state: a file that was dropped in silence would read as a
        // wish to remove what it describes.
        if !log.hasErrors {
            for name in imageNames where !images.keys.contains(where: { $0.text == name }) {
                report("images/\(name)/workflow_param.json", log)
            }
            for name in commandNames where !commands.keys.contains(where: { $0.text == name }) {
                report("commands/\(name).yaml", log)
            }
            if project?.project == nil { report(ProjectLoader.path, log) }
        }
        guard !log.hasErrors, let project = project?.project else {
            return LoadResult(state: nil, findings: log.sorted)
        }
        let state = DesiredState(
            project: project, environments: environments, images: images, commands: commands, commit: commit)
        return LoadResult(state: state, findings: log.sorted)
    }

    private static func report(_ path: String, _ log: FindingLog) {
        log.error(.notUnderstood(path), at: SourcePlace(file: path, line: 1, column: 1))
    }
}
