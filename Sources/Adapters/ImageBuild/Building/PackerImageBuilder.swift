import Model
import Reconciliation
import Subprocess

/// Builds AMIs with the real packer, from templates rendered by the real Jinja2.
///
///     let builder = PackerImageBuilder(workDirectory: "/var/lib/tend/builds", credentials: { try await session.environment() })
///     let ami = try await builder.build(order)
///
/// Each build has a private directory, which is gone when it ends. Cancelling the task sends packer's process group SIGTERM,
/// on which packer terminates its instance and deletes its key pair; the AMI's tags are the caller's.
public struct PackerImageBuilder: ImageBuilder {
    private let renderer: TemplateRenderer
    private let workDirectory: String
    private let path: String
    private let credentials: @Sendable () async throws -> [String: String]
    private let progress: (@Sendable (String) -> Void)?
    private let timeLimit: Duration
    private let gracePeriod: Duration

    /// A builder.
    /// - Parameters:
    ///   - workDirectory: Where build directories are made; an absolute path, created when missing.
    ///   - path: The `PATH` on which packer, and what the provisioners on this machine call, is looked up.
    ///   - credentials: The AWS variables of packer's environment (`AWS_ACCESS_KEY_ID`, …, `AWS_REGION`, `AWS_ENDPOINT_URL`
    ///     when set), asked for at the start of each build. They should outlive it.
    ///   - renderer: Renders the templates.
    ///   - progress: Told every line that packer shows, with the image and the step before it and secrets masked.
    ///   - timeLimit: How long one step may take.
    ///   - gracePeriod: How long packer has to clean up after SIGTERM.
    public init(
        workDirectory: String, path: String = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        renderer: TemplateRenderer = TemplateRenderer(), timeLimit: Duration = .seconds(7200),
        gracePeriod: Duration = .seconds(180), progress: (@Sendable (String) -> Void)? = nil,
        credentials: @escaping @Sendable () async throws -> [String: String]
    ) {
        self.workDirectory = workDirectory
        self.path = path
        self.renderer = renderer
        self.timeLimit = timeLimit
        self.gracePeriod = gracePeriod
        self.progress = progress
        self.credentials = credentials
    }

    /// Renders, validates and builds one step; returns its AMI.
    public func build(_ order: BuildOrder) async throws(ActionFailure) -> AMIID {
        let failures = BuildFailures(order: order)
        let environment: [String: String]
        do {
            environment = try await credentials()
        } catch let failure as ActionFailure {
            throw failure
        } catch {
            throw failures.noCredentials(error)
        }
        let region = environment["AWS_REGION"] ?? order.project.region.text
        let rendered: [String: String]
        do {
            let context = TemplateRenderer.Context(
                source: order.build.source, region: region, endpoint: environment["AWS_ENDPOINT_URL"])
            rendered = try await renderer.render(order.step, of: order.definition, context)
        } catch {
            throw failures.template(error)
        }
        let directory: BuildDirectory
        do {
            directory = try BuildDirectory(below: workDirectory, step: order.step, rendered: rendered)
        } catch {
            throw failures.directory(workDirectory, error)
        }
        defer { directory.remove() }

        let mask = SecretMask(environment: environment)
        let commands = PackerCommands(
            path: path, credentials: environment, directory: directory, timeLimit: timeLimit, gracePeriod: gracePeriod)
        try await validate(commands, mask, failures)
        return try await build(commands, mask, region, failures, order)
    }

    private func validate(
        _ commands: PackerCommands, _ mask: SecretMask, _ failures: BuildFailures
    ) async throws(ActionFailure) {
        let result: ProcessResult
        do {
            result = try await commands.validate.run()
        } catch {
            throw failures.subprocess(error, lastLines: [], began: false)
        }
        guard !result.succeeded else { return }
        // Its findings come on the standard output; a crash on the other.
        let lines = (result.standardOutputText + "\n" + result.standardErrorText)
            .split(whereSeparator: \.isNewline).map { mask.masked(String($0)) }
            .filter { line in line.contains { !$0.isWhitespace } }
        throw failures.invalid(lines)
    }

    private func build(
        _ commands: PackerCommands, _ mask: SecretMask, _ region: String, _ failures: BuildFailures, _ order: BuildOrder
    ) async throws(ActionFailure) -> AMIID {
        let title = "\(order.build.image) \(order.build.step)"
        let progress = progress
        let log = PackerLog(mask: mask) { line in progress?("\(title): \(line)") }
        let result: ProcessResult
        do throws(SubprocessError) {
            result = try await commands.build.run { line in log.take(line) }
        } catch {
            throw failures.subprocess(error, lastLines: log.lastLines, began: true)
        }
        guard result.succeeded else { throw failures.build(result.status, log) }
        let amis = log.amis(in: region)
        guard let ami = amis.first else { throw failures.noArtifact(region: region, log) }
        guard amis.count == 1 else { throw failures.manyArtifacts(amis) }
        return ami
    }
}
