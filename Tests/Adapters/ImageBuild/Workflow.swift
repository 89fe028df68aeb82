import DesiredState
import FoundationEssentials
import ImageBuild
import Model
import Reconciliation
import Synchronization
import Testing

/// A workflow of one step for the tests of this folder, made from text.
struct Workflow {
    static let base = AMIID("ami-0aaa")
    static let digest = ContentDigest(bytes: [UInt8](repeating: 7, count: 32))

    var files: [String: StepFile] = [:]
    var workflow = #"{"aws_tags":{"bus:team":"platform"},"items":"kept","vpc_name":"devops-vpc","workflow_id":"1.0.0"}"#
    var step = #"{"previous_step_id":null,"step_id":"base"}"#

    init(templates: [String: String] = [:], files: [String: String] = [:]) {
        for (name, text) in templates { self.files["templates/\(name)"] = StepFile(content: Array(text.utf8)) }
        for (name, text) in files { self.files[name] = StepFile(content: Array(text.utf8), isExecutable: true) }
    }

    func order() throws -> BuildOrder {
        let place = SourcePlace(file: "tend.yaml", line: 1, column: 1)
        let source = try #require(Self.base)
        let id = try #require(StepID("base"))
        let name = try #require(ImageName("web"))
        let version = try #require(ImageVersion("1.0.0"))
        let step = ImageStep(
            id: id, previous: nil, inputs: Self.digest, parametersJSON: step, directory: "images/web/s01-base",
            files: files)
        let definition = ImageDefinition(
            name: name, version: version, rootBaseAMI: source, rootBaseName: "debian-12-base", steps: [step],
            tags: [:], parametersJSON: workflow, directory: "images/web", place: place)
        let project = Project(
            name: try #require(ProjectName("shop")), region: try #require(RegionName("us-east-1")), classes: [:],
            environmentTag: "tech:env_name", tags: [:], artifacts: nil,
            limits: .standard)
        return BuildOrder(
            id: ActionID(prefixOf: Self.digest),
            build: BuildImage(image: name, version: version, step: id, source: source, inputs: Self.digest),
            definition: definition, step: step, project: project)
    }

    func render(
        endpoint: String? = nil, renderer: TemplateRenderer = TemplateRenderer()
    ) async throws -> [String: String] {
        let order = try order()
        let context = TemplateRenderer.Context(source: order.build.source, region: "us-east-1", endpoint: endpoint)
        return try await renderer.render(order.step, of: order.definition, context)
    }
}

/// Lines that come on other threads.
final class Lines: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }

    func append(_ line: String) { lines.withLock { $0.append(line) } }
}

/// The example that users copy, as the loader gives it.
enum Example {
    static func load() throws -> DesiredState {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "desired-state")
            .resolvingSymlinksInPath().path()
        var entries: [String: FileTree.Entry] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: root) {
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(root)/\(name)")
            guard attributes[.type] as? FileAttributeType == .typeRegular else { continue }
            let content = try Data(contentsOf: URL(filePath: "\(root)/\(name)"))
            let mode = attributes[.posixPermissions] as? UInt ?? 0
            entries[name] = .file(Array(content), isExecutable: mode & 0o100 != 0)
        }
        let result = DesiredStateLoader.load(FileTree(entries))
        return try #require(result.state, "\(result.findings)")
    }
}
