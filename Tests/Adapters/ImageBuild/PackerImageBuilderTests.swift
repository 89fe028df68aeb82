import FoundationEssentials
import ImageBuild
import Model
import Reconciliation
import Subprocess
import Testing

/// With the real packer; its `null` builder needs no AWS, and makes no AMI.
@Suite final class PackerImageBuilderTests {
    private static let searchPath = "/usr/local/bin:/usr/bin:/bin"
    private let directory = "/tmp/tend-build-\(UUID().uuidString.prefix(8))"
    private let lines = Lines()

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    private func builder(
        path: String = PackerImageBuilderTests.searchPath, credentials: [String: String] = ["AWS_REGION": "us-east-1"]
    ) -> PackerImageBuilder {
        let lines = lines
        return PackerImageBuilder(
            workDirectory: directory, path: path, gracePeriod: .seconds(20), progress: { lines.append($0) },
            credentials: { credentials })
    }

    /// A template whose only provisioner runs these lines on this machine.
    private func template(_ lines: String...) -> String {
        """
        source "null" "x" { communicator = "none" }
        build {
          sources = ["source.null.x"]
          provisioner "shell-local" { inline = [\(lines.map { "\"\($0)\"" }.joined(separator: ", "))] }
        }
        """
    }

    private func failure(_ builder: PackerImageBuilder, _ workflow: Workflow) async throws -> ActionFailure {
        let order = try workflow.order()
        return try #require(await #expect(throws: ActionFailure.self) { try await builder.build(order) })
    }

    /// What is left below the work directory.
    private var leftovers: [String] { (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? [] }

    @Test("packer gets the step's files and its credentials, and nothing of our environment; all is gone afterwards")
    func environmentAndFiles() async throws {
        let workflow = Workflow(
            templates: [
                ".pkr.hcl": template("./show.sh {{ params.vpc_name }}"), ".pkrvars.hcl": "unused = \"1\"",
                ".variables.pkr.hcl": "variable \"unused\" { type = string }",
            ],
            files: [
                "show.sh": "#!/bin/sh\necho got $1; pwd; ls; ls sub; env | cut -d= -f1 | sort | tr '\\n' ' '",
                "sub/data.txt": "x", "old.pkr.hcl": "this would not parse",
            ])
        let failure = try await failure(
            builder(credentials: ["AWS_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "AKIA"]), workflow)
        #expect(
            failure.message == "building web 1.0.0, step base ended without an AMI in us-east-1",
            "\(failure)")
        let said = lines.all.map { String($0.drop { $0 != ":" }.dropFirst(2)) }
        #expect(lines.all.allSatisfy { $0.hasPrefix("web base: ") })
        #expect(said.contains { $0.hasSuffix("got devops-vpc") })
        #expect(said.contains { $0.hasSuffix("base.pkrvars.hcl") })
        #expect(said.contains { $0.hasSuffix("data.txt") })
        #expect(!said.contains { $0.contains("old.pkr.hcl") || $0.contains("templates") })
        let names = try #require(said.first { $0.contains("AWS_ACCESS_KEY_ID") })
        #expect(!names.contains("USER") && !names.contains("SWIFT"))
        #expect(leftovers == [])
    }

    @Test("a failing provisioner is an error with its last words, for a person to mend")
    func failingProvisioner() async throws {
        let workflow = Workflow(templates: [".pkr.hcl": template("echo installing", "echo no such package >&2; exit 3")]
        )
        let failure = try await failure(builder(), workflow)
        #expect(failure.message == "building web 1.0.0, step base failed (packer: exit status 1)")
        #expect(failure.cause.contains("no such package"))
        #expect(failure.disposition == .stalled)
        #expect(failure.effect == .none)
        #expect(leftovers == [])
    }

    @Test("a cause that passes is tried again")
    func passingCause() async throws {
        let workflow = Workflow(
            templates: [".pkr.hcl": template("echo RequestLimitExceeded: Request limit exceeded.; exit 1")])
        #expect(try await failure(builder(), workflow).disposition == .retry(afterSeconds: 60))
    }

    @Test("what packer validate refuses is never built")
    func invalidTemplate() async throws {
        let failure = try await failure(
            builder(), Workflow(templates: [".pkr.hcl": "source \"nope\" \"x\" {}\nbuild {"]))
        #expect(
            failure.message
                == "building web 1.0.0, step base was not started: packer validate refuses the rendered template")
        #expect(failure.cause.contains("base.pkr.hcl"))
        #expect(failure.disposition == .stalled)
        #expect(lines.all == [])
        #expect(leftovers == [])
    }

    @Test("an unknown parameter stops the build before packer is started")
    func unknownParameter() async throws {
        let failure = try await failure(builder(), Workflow(templates: [".pkr.hcl": "{{ params.instance_typ }}"]))
        #expect(
            failure.description == "building web 1.0.0, step base was not started: "
                + "images/web/s01-base/templates/.pkr.hcl:1: the parameter params.instance_typ is missing "
                + "(mend the template and commit)")
    }

    @Test("a cancelled build stops the provisioner, and says that it is unknown what is left")
    func cancellation() async throws {
        let order = try Workflow(templates: [".pkr.hcl": template("echo started; sleep 120; echo survived")]).order()
        let (started, continuation) = AsyncStream.makeStream(of: Void.self)
        let lines = lines
        let builder = PackerImageBuilder(
            workDirectory: directory, path: Self.searchPath, gracePeriod: .seconds(30),
            progress: { line in
                lines.append(line)
                if line.hasSuffix("started") { continuation.yield() }
            }, credentials: { [:] })
        let task = Task { try await builder.build(order) }
        for await _ in started {
            task.cancel()
            break
        }
        let error = await #expect(throws: ActionFailure.self) { try await task.value }
        #expect(error?.message == "building web 1.0.0, step base was stopped")
        #expect(error?.effect == .unknown)
        #expect(error?.disposition == .retry(afterSeconds: 0))
        #expect(!lines.all.contains { $0.hasSuffix("survived") })
        #expect(leftovers == [])
    }

    @Test("without packer, without credentials and without a directory the build is not started")
    func missingParts() async throws {
        let workflow = Workflow(templates: [".pkr.hcl": template("true")])
        let noPacker = try await failure(builder(path: "/no/bin"), workflow)
        #expect(
            noPacker.description
                == "building web 1.0.0, step base was not started: can't run packer: not found in /no/bin; "
                + "install it or add its directory to PATH (install packer where tend runs)")
        struct Expired: Error, CustomStringConvertible { var description: String { "the session has expired" } }
        let noCredentials = try await failure(
            PackerImageBuilder(workDirectory: directory, credentials: { throw Expired() }), workflow)
        #expect(
            noCredentials.description
                == "building web 1.0.0, step base was not started: there are no credentials for packer: "
                + "the session has expired")
        let noDirectory = try await failure(
            PackerImageBuilder(workDirectory: "/proc/tend", credentials: { [:] }), workflow)
        #expect(
            noDirectory.message
                == "building web 1.0.0, step base was not started: no build directory could be made below /proc/tend")
    }

    @Test("the AMI that packer reports is the answer", arguments: [1, 2])
    func artifact(count: Int) async throws {
        // In place of packer, which would need an EC2 to talk to; the end-to-end tests have one.
        let tools = "\(directory)-tools"
        try FileManager.default.createDirectory(atPath: tools, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: tools) }
        let script = """
            #!/bin/sh
            [ "$1" = validate ] && exit 0
            for n in $(seq \(count)); do echo "1,amazon-ebs.x,artifact,0,id,us-east-1:ami-0$n"; done
            """
        try Data(script.utf8).write(to: URL(filePath: "\(tools)/packer"))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(tools)/packer")
        let builder = builder(path: "\(tools):\(Self.searchPath)")
        let workflow = Workflow(templates: [".pkr.hcl": template("true")])
        if count == 1 {
            #expect(try await builder.build(workflow.order()).text == "ami-01")
        } else {
            #expect(
                try await failure(builder, workflow).description
                    == "building web 1.0.0, step base made 2 AMIs: ami-01, ami-02 (a step must build exactly one)")
        }
    }
}
