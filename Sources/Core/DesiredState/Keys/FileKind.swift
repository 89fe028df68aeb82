/// The kinds of file in a desired state that have keys of tend's.
public enum FileKind: String, Hashable, Sendable, CaseIterable {
    /// `tend.yaml`
    case project
    /// `environments/*.yaml`
    case environment
    /// `commands/*.yaml`
    case command
    /// `images/*/workflow_param.json`
    case workflow
    /// `images/*/*/step_param.json`
    case step

    /// Which files are of this kind, as a glob below the root of the desired state.
    public var glob: String {
        switch self {
        case .project: "tend.yaml"
        case .environment: "environments/*.yaml"
        case .command: "commands/*.yaml"
        case .workflow: "images/*/workflow_param.json"
        case .step: "images/*/*/step_param.json"
        }
    }

    /// What belongs in such a file.
    var record: Record {
        switch self {
        case .project: .project
        case .environment: .environment
        case .command: .command
        case .workflow: .workflow
        case .step: .step
        }
    }
}
