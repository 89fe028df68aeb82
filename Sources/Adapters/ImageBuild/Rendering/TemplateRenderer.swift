import FoundationEssentials
import Model
import Subprocess

/// Renders the templates of a step with the real Jinja2, in a process of its own that can open no file and has no
/// environment, because a template from a pull request must not be able to run code.
///
///     let files = try await TemplateRenderer().render(step, of: web, context)
///     print(files["base.pkr.hcl"] ?? "")
///
/// `include` and `import` reach the files below the step's `templates/`, by their path below it, and nothing else.
public struct TemplateRenderer: Sendable {
    /// What a template is told that no file says.
    public struct Context: Sendable, Hashable {
        /// The AMI that the step starts from: `params.source_ami_id`.
        public var source: AMIID
        /// Where packer builds: `params.aws_region`.
        public var region: String
        /// The endpoint of a local AWS: `params.aws_endpoint_url`, which is not defined otherwise.
        public var endpoint: String?

        /// A context from its parts.
        public init(source: AMIID, region: String, endpoint: String? = nil) {
            self.source = source
            self.region = region
            self.endpoint = endpoint
        }
    }

    /// The folder of a step's templates.
    static let folder = "templates/"
    /// What the names of templates that are rendered end with; other files below `templates/` are there to be included.
    private static let endings = [".pkr.hcl", ".pkrvars.hcl"]
    private static let outputLimit = 4_000_000

    private let python: String
    private let limits: ProcessLimits

    /// A renderer.
    /// - Parameters:
    ///   - python: The interpreter, one that has `python3-jinja2`.
    ///   - limits: What rendering one step may use.
    public init(
        python: String = "/usr/bin/python3",
        limits: ProcessLimits = ProcessLimits(
            time: .seconds(30), output: 40_000_000, gracePeriod: .zero, processorSeconds: 10, addressSpace: 512 << 20,
            fileSize: 0)
    ) {
        self.python = python
        self.limits = limits
    }

    /// The rendered files by their names in the build directory: `templates/.pkr.hcl` of the step `base` is `base.pkr.hcl`.
    public func render(
        _ step: ImageStep, of definition: ImageDefinition, _ context: Context
    ) async throws(TemplateError) -> [String: String] {
        let request = try request(step, definition, context)
        let command = Command(
            python, ["-I", "-S", "-B", "-c", RenderingProgram.source], environment: ["LANG": "C.UTF-8"],
            workingDirectory: "/", input: request, limits: limits)
        let result: ProcessResult
        do {
            result = try await command.run()
        } catch .timedOut(_, let limit, _) {
            throw .stopped(step.directory, "not done after \(limit)")
        } catch .outputTooLarge(_, _, let limit) {
            throw .stopped(step.directory, "more than \(limit) bytes came out")
        } catch {
            throw .unavailable(step.directory, error)
        }
        switch result.status {
        case .exited(0): return try read(result.standardOutput, step)
        case .signalled(24), .signalled(9):
            // SIGXCPU; SIGKILL follows it when it is ignored, and is what the kernel sends when memory is short.
            throw .stopped(
                step.directory, "more than \(limits.processorSeconds ?? 0) s of processor time, or too much memory")
        case .exited, .signalled:
            throw .crashed(step.directory, (["\(result.status)"] + result.lastErrorLines()).joined(separator: "\n"))
        }
    }

    private struct Request: Encodable {
        var templates: [String: String]
        var outputs: [String: String]
        var workflow: String
        var step: String
        var given: [String: String]
        var outputLimit: Int
    }

    private struct Answer: Decodable {
        struct Failure: Decodable {
            var file: String?
            var line: Int?
            var message: String
        }
        var files: [String: String]?
        var failure: Failure?
    }

    private func request(
        _ step: ImageStep, _ definition: ImageDefinition, _ context: Context
    ) throws(TemplateError) -> [UInt8] {
        var templates: [String: String] = [:]
        var outputs: [String: String] = [:]
        for (path, file) in step.files where path.hasPrefix(Self.folder) {
            let name = String(path.dropFirst(Self.folder.count))
            let isRendered = !name.contains("/") && Self.endings.contains(where: name.hasSuffix)
            guard let text = String(validating: file.content, as: UTF8.self) else {
                // A picture that lies beside the templates is not read by anybody.
                if isRendered { throw .notText("\(step.directory)/\(path)") }
                continue
            }
            templates[name] = text
            if isRendered { outputs[name] = "\(step.id)\(name)" }
        }
        guard !outputs.isEmpty else { throw .noTemplates("\(step.directory)/\(Self.folder)") }
        var given = [
            "source_ami_id": context.source.text, "output_ami_name": definition.amiName(of: step.id),
            "aws_region": context.region,
        ]
        given["aws_endpoint_url"] = context.endpoint
        let request = Request(
            templates: templates, outputs: outputs, workflow: definition.parametersJSON, step: step.parametersJSON,
            given: given, outputLimit: Self.outputLimit)
        do {
            return Array(try JSONEncoder().encode(request))
        } catch {
            throw .crashed(step.directory, "\(error)")
        }
    }

    private func read(_ output: [UInt8], _ step: ImageStep) throws(TemplateError) -> [String: String] {
        let answer: Answer
        do {
            answer = try JSONDecoder().decode(Answer.self, from: Data(output))
        } catch {
            throw .crashed(step.directory, "its answer can't be read: \(error)")
        }
        if let failure = answer.failure {
            guard let file = failure.file else { throw .crashed(step.directory, failure.message) }
            throw .inTemplate(
                path: "\(step.directory)/\(Self.folder)\(file)", line: failure.line, message: failure.message)
        }
        return answer.files ?? [:]
    }
}
