import Files
import Model
import Reconciliation
import Subprocess

/// The wording of everything that can go wrong in a build, and what follows from it.
struct BuildFailures {
    let order: BuildOrder

    /// What AWS and the network say when time may mend it.
    private static let passing = [
        "RequestLimitExceeded", "Throttling", "InsufficientInstanceCapacity", "InternalError", "ServiceUnavailable",
        "RequestTimeout", "ExpiredToken", "connection refused", "connection reset", "i/o timeout",
        "TLS handshake timeout", "no such host", "Timeout waiting for SSH",
    ]
    private static let patience = 60

    private var what: String { "building \(order.build.image) \(order.build.version), step \(order.build.step)" }

    func noCredentials(_ error: any Error) -> ActionFailure {
        ActionFailure(
            message: "\(what) was not started: there are no credentials for packer", cause: "\(error)",
            disposition: .retry(afterSeconds: Self.patience))
    }

    func template(_ error: TemplateError) -> ActionFailure {
        if case .unavailable(_, .cancelled) = error { return stopped(began: false) }
        if case .unavailable(_, let cause) = error { return missingTool(cause, "python3 with python3-jinja2") }
        return ActionFailure(
            message: "\(what) was not started", cause: "\(error)", advice: "mend the template and commit",
            disposition: .stalled)
    }

    func directory(_ path: String, _ error: any Error) -> ActionFailure {
        ActionFailure(
            message: "\(what) was not started: no build directory could be made below \(path)",
            cause: FileTrouble.reason(error),
            advice: "check the disk and who owns the directory", disposition: .retry(afterSeconds: Self.patience))
    }

    func invalid(_ lines: [String]) -> ActionFailure {
        ActionFailure(
            message: "\(what) was not started: packer validate refuses the rendered template",
            cause: lines.suffix(15).joined(separator: "\n"), advice: "mend the template and commit",
            disposition: disposition(of: lines.joined(separator: "\n")))
    }

    func build(_ status: ProcessResult.Status, _ log: PackerLog) -> ActionFailure {
        let disposition = disposition(of: log.failureText)
        // Packer takes its instance away when it fails by itself; killed, it can't.
        let effect: ActionFailure.Effect = if case .exited = status { .none } else { .partial }
        return ActionFailure(
            message: "\(what) failed (packer: \(status))", cause: log.lastLines.joined(separator: "\n"),
            advice: disposition == .stalled ? "mend the step and commit" : "", disposition: disposition,
            effect: effect)
    }

    func noArtifact(region: String, _ log: PackerLog) -> ActionFailure {
        ActionFailure(
            message: "\(what) ended without an AMI in \(region)", cause: log.lastLines.joined(separator: "\n"),
            advice: "the template must build in params.aws_region", disposition: .stalled, effect: .partial)
    }

    func manyArtifacts(_ amis: [AMIID]) -> ActionFailure {
        ActionFailure(
            message: "\(what) made \(amis.count) AMIs",
            cause: amis.map(\.text).joined(separator: ", "), advice: "a step must build exactly one",
            disposition: .stalled, effect: .partial)
    }

    /// - Parameter began: Whether packer may have touched AWS.
    func subprocess(_ error: SubprocessError, lastLines: [String], began: Bool) -> ActionFailure {
        switch error {
        case .cancelled: return stopped(began: began)
        case .timedOut, .outputTooLarge:
            return ActionFailure(
                message: "\(what) was stopped", cause: (["\(error)"] + lastLines).joined(separator: "\n"),
                advice: "a step that takes this long should be split", disposition: .stalled,
                effect: began ? .partial : .none)
        default: return missingTool(error, "packer")
        }
    }

    private func stopped(began: Bool) -> ActionFailure {
        ActionFailure(
            message: "\(what) was stopped", cause: "tend was asked to stop", disposition: .retry(afterSeconds: 0),
            effect: began ? .unknown : .none)
    }

    private func missingTool(_ error: SubprocessError, _ tool: String) -> ActionFailure {
        ActionFailure(
            message: "\(what) was not started", cause: "\(error)", advice: "install \(tool) where tend runs",
            disposition: .retry(afterSeconds: Self.patience))
    }

    private func disposition(of text: String) -> ActionFailure.Disposition {
        Self.passing.contains { text.contains($0) } ? .retry(afterSeconds: Self.patience) : .stalled
    }
}
