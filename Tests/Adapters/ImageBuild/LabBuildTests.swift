import FoundationEssentials
import ImageBuild
import Model
import Reconciliation
import Testing

private let variables = ProcessInfo.processInfo.environment

/// The example, built for real against a local AWS: where `deploy/lab/up` has one and its `lab.env` was read.
@Suite(.enabled(if: variables["TEND_LAB_URL"] != nil, "there is no lab")) struct LabBuildTests {
    @Test("both steps of the example are built, the second from the first")
    func example() async throws {
        let state = try Example.load()
        var web = try #require(state.images.values.first { $0.name.text == "web" })
        // The lab may have the example's AMIs already, and the names of AMIs are unique.
        let run = UUID().uuidString.prefix(8)
        web.rootBaseName += "/\(run)"
        let directory = "/tmp/tend-build-\(run)"
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let lines = Lines()
        let builder = PackerImageBuilder(
            workDirectory: directory, progress: { lines.append($0) },
            credentials: { variables.filter { $0.key.hasPrefix("AWS_") } })
        var source = web.rootBaseAMI
        for step in web.steps {
            let order = BuildOrder(
                id: ActionID(prefixOf: step.inputs),
                build: BuildImage(
                    image: web.name, version: web.version, step: step.id, source: source, inputs: step.inputs),
                definition: web, step: step, project: state.project)
            let ami = try await builder.build(order)
            #expect(ami != source)
            source = ami
        }
        #expect(lines.all.contains { $0.hasSuffix("base is ready") })
        #expect(lines.all.contains { $0.hasSuffix("application 1.0.0 is installed") })
    }
}
