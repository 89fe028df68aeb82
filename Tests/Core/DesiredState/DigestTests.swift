import DesiredState
import Model
import Testing

@Suite struct DigestTests {
    private func inputs(_ change: (inout [String: String]) -> Void = { _ in }) throws -> [String] {
        var files = FormatTree.files
        files["environments/prd.yaml"] = "{}\n"
        files["environments/sbx-101.yaml"] = nil
        change(&files)
        let result = DesiredStateLoader.load(FormatTree.tree(files))
        let image = try #require(result.state?.images[try known("web")], "\(result.report.text)")
        return image.steps.map { $0.inputs.short }
    }

    private static let workflow = "images/web/workflow_param.json"

    @Test("a step's digest does not change with the version, comments, layout or the order of keys")
    func isStable() throws {
        let before = try inputs()
        let after = try inputs { files in
            files[Self.workflow] = files[Self.workflow]?.replacing("1.4.2", with: "1.5.0")
                .replacing("// the version", with: "")
            files["images/web/s02-app/step_param.json"] = #"{"previous_step_id":"base",  "step_id":"app"} // the last"#
        }
        #expect(after == before)
    }

    @Test("a changed file changes the digest of its step and of those after it")
    func coversFiles() throws {
        let before = try inputs()
        let first = try inputs { $0["images/web/s01-base/setup.sh"] = "false\n" }
        #expect(first[0] != before[0] && first[1] != before[1])
        let second = try inputs { $0["images/web/s02-app/extra"] = "" }
        #expect(second[0] == before[0] && second[1] != before[1])
    }

    @Test("a changed parameter or root AMI changes the digest of every step")
    func coversParameters() throws {
        let before = try inputs()
        for (old, new) in [("ami-0abc", "ami-0abd"), ("2.5e3", "2500"), ("\"platform\"", "\"web\"")] {
            let after = try inputs { $0[Self.workflow] = $0[Self.workflow]?.replacing(old, with: new) }
            #expect(after[0] != before[0] && after[1] != before[1])
        }
    }

    @Test("a digest is the same on every machine and in every build")
    func isFixed() throws {
        // Computed by hand from the description in ContentDigests, with Python's hashlib.
        #expect(try inputs() == ["fa8d1dca3724", "f60b5a663266"])
    }

    private func command(_ yaml: String, script: String = "echo installed\n") throws -> CommandDefinition {
        var files = FormatTree.files
        files["commands/install-agent.yaml"] = yaml
        files["commands/install.sh"] = script
        let result = DesiredStateLoader.load(FormatTree.tree(files))
        return try #require(result.state?.commands[try known("install-agent")], "\(result.report.text)")
    }

    @Test("a command's digest covers what runs and how, not where and when")
    func coversCommand() throws {
        let base = "on: all\nscript: install.sh\nargs: [a, b]\n"
        let digest = try command(base).digest
        #expect(try command("on: { tag:role: web }\nscript: install.sh\nargs: [a, b]\ntimeout: 5m\n").digest == digest)
        #expect(try command(base, script: "echo\n").digest != digest)
        #expect(try command("on: all\nscript: install.sh\nargs: [a b]\n").digest != digest)
        #expect(try command("on: all\nscript: install.sh\nargs: [a, b, '']\n").digest != digest)
        #expect(try command(base + "with: sh\n").digest != digest)
        #expect(try command("on: all\nrun: install.sh\n").digest != digest)
    }

    @Test("a script's digest is the one that sha256sum prints")
    func digestsScript() throws {
        guard case .script(let script) = try command("on: all\nscript: install.sh\n", script: "abc").body else {
            throw Unexpected()
        }
        #expect(script.digest.text == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }
}
