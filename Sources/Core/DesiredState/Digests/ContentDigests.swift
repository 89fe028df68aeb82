import Crypto
import Model

/// What each digest of the desired state covers. A change here changes digests everywhere: images are built again and
/// commands run again, so the purposes carry a number.
///
/// The digest of launch settings is Planning's, because a release has to be comparable without the files.
enum ContentDigests {
    /// The content alone, as `sha256sum` prints it: it names the uploaded script and is checked on the instance.
    static func script(_ content: [UInt8]) -> ContentDigest {
        ContentDigest(bytes: SHA256.hash(content))
    }

    /// A command: its shell text; or its script's content, interpreter and arguments. Not its targets, limits and
    /// schedule: who has had the command need not have it again when these change.
    static func command(_ body: CommandBody) -> ContentDigest {
        var digest = FieldHash(purpose: "tend command 1")
        switch body {
        case .shell(let text):
            digest.add("run")
            digest.add(text)
        case .script(let script):
            digest.add("script")
            digest.add(script.digest.text)
            digest.add(script.interpreter)
            digest.add("\(script.arguments.count)")
            for argument in script.arguments { digest.add(argument) }
        }
        return ContentDigest(bytes: digest.finish())
    }

    /// A stack: the template's text and the parameters.
    static func stack(template: String, parameters: [String: String]) -> ContentDigest {
        var digest = FieldHash(purpose: "tend stack 1")
        digest.add(template)
        digest.add(parameters)
        return ContentDigest(bytes: digest.finish())
    }

    /// A step of an image: what it starts from (the root base AMI's id, or the digest of the step before), the workflow's
    /// parameters without `workflow_id`, the step's parameters, and every file of the step with its path, its mode and its
    /// content. The parameters are canonical JSON, so comments and layout don't count; `step_param.json` is not counted a
    /// second time as a file. Without `workflow_id` a step that did not change keeps its digest in the next version.
    static func step(
        base: StepBase, workflow: String, parameters: String, files: [String: StepFile]
    ) -> ContentDigest {
        var digest = FieldHash(purpose: "tend image step 1")
        switch base {
        case .root(let ami):
            digest.add("root")
            digest.add(ami.text)
        case .step(let inputs):
            digest.add("step")
            digest.add(inputs.text)
        }
        digest.add(workflow)
        digest.add(parameters)
        digest.add("\(files.count)")
        for (path, file) in files.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            digest.add(path)
            digest.add(file.isExecutable ? "executable" : "file")
            digest.add(file.content)
        }
        return ContentDigest(bytes: digest.finish())
    }

    /// What a step starts from.
    enum StepBase {
        case root(AMIID)
        case step(ContentDigest)
    }
}
