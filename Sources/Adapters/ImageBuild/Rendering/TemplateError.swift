import Subprocess

/// Why the templates of a step can't be rendered. Paths are relative to the root of the desired state.
public enum TemplateError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Something is wrong in a template.
    case inTemplate(path: String, line: Int?, message: String)
    /// A template that is no UTF-8 text.
    case notText(String)
    /// A folder without anything to render.
    case noTemplates(String)
    /// Rendering a step's templates was stopped at a limit.
    case stopped(String, String)
    /// Rendering a step's templates could not be started, or was cancelled.
    case unavailable(String, SubprocessError)
    /// The renderer itself failed.
    case crashed(String, String)

    /// Where and what.
    public var description: String {
        switch self {
        case .inTemplate(let path, let line, let message): "\(path)\(line.map { ":\($0)" } ?? ""): \(message)"
        case .notText(let path): "\(path): the template is not UTF-8 text"
        case .noTemplates(let path): "\(path): there is no template; a step needs at least templates/.pkr.hcl"
        case .stopped(let path, let why): "\(path): rendering the templates was stopped: \(why)"
        case .unavailable(let path, let error): "\(path): the templates can't be rendered: \(error)"
        case .crashed(let path, let why): "\(path): rendering the templates failed: \(why)"
        }
    }
}
