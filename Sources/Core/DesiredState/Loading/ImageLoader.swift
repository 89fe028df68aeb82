import Model
import YAML

/// Makes the images from the folders below `images/`.
struct ImageLoader {
    let tree: Tree
    private var log: FindingLog { tree.log }

    init(tree: Tree) { self.tree = tree }

    /// The images, and the names of all that have a `workflow_param.json`.
    func load() -> (images: [ImageName: ImageDefinition], names: Set<String>) {
        var images: [ImageName: ImageDefinition] = [:]
        var names: Set<String> = []
        for folder in tree.files.folders(in: "images") {
            let path = "images/\(folder)/workflow_param.json"
            let place = SourcePlace(file: path, line: 1, column: 1)
            guard let name = ImageName(folder) else {
                log.error(.badName(folder, rule: ImageName.rule), at: place)
                continue
            }
            guard tree.exists(path) else {
                log.error(.missingFile(path, nearest: nearest(in: "images/\(folder)")), at: place)
                continue
            }
            names.insert(folder)
            guard let file = tree.read(path, .workflow) else { continue }
            TagRules(file: file, log: log).check(file.root["aws_tags"], environmentTag: nil)
            let steps = StepFolder.all(of: folder, tree)
            guard !steps.isEmpty else {
                log.error(.noSteps(folder), at: place)
                continue
            }
            guard let order = StepChain(steps: steps, log: log).order() else { continue }
            images[name] = definition(name, file, order)
        }
        return (images, names)
    }

    private func nearest(in folder: String) -> String? {
        let names = tree.files.paths(below: folder).map { String($0.dropFirst(folder.count + 1)) }
        return Nearest.word(to: "workflow_param.json", among: names)
    }

    private func definition(_ name: ImageName, _ file: SourceFile, _ order: [StepFolder]) -> ImageDefinition? {
        let root = file.root
        guard let version = root.identity("workflow_id", ImageVersion.self),
            let base = root.identity("root_base_ami_id", AMIID.self), let baseName = root.string("root_base_ami_name")
        else { return nil }
        let workflow = JSONText(canonical: root, without: ["workflow_id"]).compact
        var steps: [ImageStep] = []
        var from = ContentDigests.StepBase.root(base)
        for folder in order {
            guard let id = folder.id else { return nil }
            let parameters = JSONText(canonical: folder.file.root).compact
            let files = folder.contents(tree)
            let inputs = ContentDigests.step(
                base: from, workflow: workflow, parameters: parameters,
                files: files.filter { $0.key != StepFolder.parameterFile })
            steps.append(
                ImageStep(
                    id: id, previous: steps.last?.id, inputs: inputs, parametersJSON: parameters,
                    directory: folder.path, files: files))
            from = .step(inputs)
        }
        let definition = ImageDefinition(
            name: name, version: version, rootBaseAMI: base, rootBaseName: baseName, steps: steps,
            tags: root.pairs("aws_tags"), parametersJSON: JSONText(canonical: root).compact,
            directory: "images/\(name)",
            place: root["workflow_id"].map { file.place($0) } ?? SourcePlace(file: file.path, line: 1, column: 1))
        checkNames(definition, file)
        return definition
    }

    /// EC2: 3 to 128 characters of letters, digits and `()[] ./-'@_`.
    private func checkNames(_ definition: ImageDefinition, _ file: SourceFile) {
        for step in definition.steps {
            let name = definition.amiName(of: step.id)
            let why: String
            if name.unicodeScalars.count > 128 {
                why = "it has \(name.unicodeScalars.count) characters, AWS allows 128"
            } else if !name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "()[] ./-'@_".contains($0)) }) {
                why = "AWS allows letters, digits and ()[] ./-'@_"
            } else {
                continue
            }
            let place = file.root["root_base_ami_name"].map { file.place($0) } ?? definition.place
            log.error(.badAMIName(name, why: why), at: place)
            return
        }
    }
}
