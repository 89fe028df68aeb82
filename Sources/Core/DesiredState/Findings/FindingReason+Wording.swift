extension FindingReason {
    /// What is wrong and what would be right: one line that starts in lower case, with what was written in quotes.
    public var message: String {
        switch self {
        case .text(_, let words): words
        case .unknownKey(let key, let nearest, let known):
            "unknown key '\(key)'" + (nearest.map { Self.meant($0) } ?? "; known here: \(Self.list(known))")
        case .missingKey(let key, let nearest, let advice):
            "missing key '\(key)'" + (nearest.map { "; did you mean it by '\($0)'?" } ?? advice.map { "; \($0)" } ?? "")
        case .missingOneOf(let keys): "one of \(Self.list(keys)) must be given"
        case .conflictingKeys(let keys): "only one of \(Self.list(keys)) can be given"
        case .keyWithout(let key, let other): "'\(key)' needs '\(other)', which is not given"
        case .wrongKind(let expected, let written): "expected \(expected), not \(written)"
        case .badText(let text, let rule): "'\(text)' must be \(rule)"
        case .notOneOf(let text, let choices, let nearest):
            choices.count == 1
                ? "'\(text)' must be \(Self.list(choices))"
                : "'\(text)' is not one of \(Self.list(choices))" + Self.meant(nearest)
        case .outOfRange(let number, let least, let most): "\(number) must be between \(least) and \(most)"
        case .emptyList: "the list must not be empty"
        case .emptyMapping: "the mapping must not be empty"
        case .duplicateItem(let item): "'\(item)' is listed twice"
        default: filesMessage
        }
    }

    private var filesMessage: String {
        switch self {
        case .missingFile(let path, let nearest): "there is no file '\(path)'" + Self.meant(nearest)
        case .wrongEnding(let name, let rename): "'\(name)' is not read; rename it to '\(rename)'"
        case .notRead(let name, let advice): "'\(name)' is not read; \(advice)"
        case .folderNotFile(let path): "'\(path)' is a folder; a file is needed"
        case .pathLeaves(let path): "the path '\(path)' leads out of the desired state; paths are relative to its root"
        case .linkLeaves(let target): "the symbolic link to '\(target)' leads out of the desired state"
        case .linkDangles(let target): "the symbolic link leads to '\(target)', which does not exist"
        case .linkLoop: "the symbolic links lead to one another and to no file"
        case .linkToFolder(let target): "the symbolic link leads to the folder '\(target)'; link to files"
        case .unusableEntry(let what): "this is \(what); a file is needed"
        case .fileNotText(let path): "'\(path)' is not UTF-8 text"
        case .fileTooLarge(let path, let bytes, let limit, let what):
            "'\(path)' has \(bytes) bytes; \(what) can have at most \(limit)"
        default: namesMessage
        }
    }

    private var namesMessage: String {
        switch self {
        case .badName(let name, let rule): "the name '\(name)' must be \(rule)"
        case .unknownEnvironment(let name, let nearest, let known):
            "tend.yaml does not name an environment '\(name)'"
                + (nearest.map { Self.meant($0) } ?? "; it names \(Self.list(known))")
        case .missingEnvironment(let name): "the environment '\(name)' is required"
        case .missingEnvironmentFile(let name, let path): "the environment '\(name)' is required; write \(path)"
        case .sandboxAmongClasses(let name): "'\(name)' is one sandbox; the settings of all sandboxes stand below 'sbx'"
        case .unknownImage(let name, let nearest):
            "there is no image '\(name)' (images/\(name)/workflow_param.json is missing)" + Self.meant(nearest)
        case .imageNotListed(let name, let nearest):
            "the 'images' of this environment do not give a version of '\(name)'" + Self.meant(nearest)
        case .unknownStep(let step, let image, let nearest):
            "image '\(image)' has no step '\(step)'" + Self.meant(nearest)
        case .unknownCommand(let name, let nearest):
            "there is no command '\(name)' (commands/\(name).yaml is missing)" + Self.meant(nearest)
        case .predecessorNotListed(let command, let after):
            "'\(command)' comes after '\(after)', which this environment does not list"
        case .notInDevops(let key):
            "'\(key)' can't be given for devops: it builds and keeps artifacts, and no fleet runs there"
        case .missingSandbox: "missing key 'sandbox'; a sandbox needs an owner and an end"
        case .onlyInSandbox(let key): "'\(key)' can only be given for a sandbox (environments/sbx-<id>.yaml)"
        case .sandboxTooLong(let asked, let limit):
            "the sandbox would be kept for \(asked); limits.sandboxes.longest allows \(limit)"
        case .tooManySandboxes(let count, let limit):
            "the files want more sandboxes (\(count)) than limits.sandboxes.max allows (\(limit))"
        case .interpreterUnknown(let path):
            "the interpreter of '\(path)' can't be told from its name; say it, as in 'with: bash'"
        default: workflowMessage
        }
    }

    private var workflowMessage: String {
        switch self {
        case .commandCycle(let names):
            "these commands come after one another in a circle: \(names.joined(separator: " → "))"
        case .noSteps(let image): "image '\(image)' has no step; a step is a folder with a step_param.json"
        case .notAStep(let folder): "the folder '\(folder)' has no step_param.json and is not a step"
        case .duplicateStep(let id): "the step_id '\(id)' is used twice"
        case .noFirstStep: "no step starts from the root base AMI; the first one has \"previous_step_id\": null"
        case .stepFork(let id, let other, let previous):
            "'\(id)' and '\(other)' both follow \(previous.map { "'\($0)'" } ?? "the root base AMI"); steps form one chain"
        case .missingPrevious(let id, let nearest): "there is no step '\(id)' in this image" + Self.meant(nearest)
        case .stepCycle(let ids): "these steps come after one another in a circle: \(ids.joined(separator: " → "))"
        case .badAMIName(let name, let why): "the AMI would be called '\(name)': \(why)"
        case .tagKeyTooLong(let count): "the tag's key has \(count) characters; AWS allows 127"
        case .tagValueTooLong(let key, let count): "the value of tag '\(key)' has \(count) characters; AWS allows 256"
        case .tagReserved(let key, let prefix):
            "the tag '\(key)' can't be set: keys that start with '\(prefix)' are reserved"
        case .tagIsEnvironmentTag(let key): "the tag '\(key)' is the environment_tag, which tend sets itself"
        case .tagCharacters(let text):
            "'\(text)' has a character that AWS does not take in tags; letters, digits, spaces and + - = . _ : / @ can be used"
        case .tooManyTags(let count, let limit): "\(count) tags are given; with tend's own there is room for \(limit)"
        case .notUnderstood(let path):
            "'\(path)' could not be understood, though no fault was found in it; please report this"
        case .notActedOn(let key): "'\(key)' is accepted, but this version of tend does not act on it yet"
        case .blocksFleet(let key):
            "'\(key)' is accepted, but this version of tend can't do it yet: nothing is done for this fleet"
        case .unenforced(let asked, let environments):
            "'\(asked)' is accepted, but this version of tend can't enforce it: all changes to "
                + "\(environments.joined(separator: ", ")) are withheld"
        default: ""
        }
    }

    private static func meant(_ word: String?) -> String { word.map { "; did you mean '\($0)'?" } ?? "" }

    private static func list(_ words: [String]) -> String {
        let shown = words.map { "'\($0)'" }
        guard let last = shown.last, shown.count > 1 else { return shown.first ?? "nothing" }
        return shown.dropLast().joined(separator: ", ") + " and " + last
    }
}
