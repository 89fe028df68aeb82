import Model
import YAML

/// A folder of an image that has a `step_param.json`.
struct StepFolder {
    /// The folder's path below the root.
    var path: String
    /// Its `step_param.json`.
    var file: SourceFile

    static let parameterFile = "step_param.json"
    private static let template = "templates/.pkr.hcl"

    var id: StepID? { file.root.identity("step_id", StepID.self) }
    var previous: String? { file.root.string("previous_step_id") }

    func place(of key: String) -> SourcePlace {
        file.root[key].map { file.place($0) } ?? SourcePlace(file: file.path, line: 1, column: 1)
    }

    /// The steps of an image, in the order of their folders.
    static func all(of image: String, _ tree: Tree) -> [StepFolder] {
        var steps: [StepFolder] = []
        for folder in tree.files.folders(in: "images/\(image)") where !folder.hasPrefix(".") {
            let path = "images/\(image)/\(folder)"
            let parameters = "\(path)/\(parameterFile)"
            guard tree.exists(parameters) else {
                tree.log.warning(.notAStep(path), at: SourcePlace(file: path, line: 1, column: 1))
                continue
            }
            if !tree.exists("\(path)/\(template)") {
                let names = tree.files.paths(below: "\(path)/templates").map { String($0.dropFirst(path.count + 1)) }
                let nearest = Nearest.word(to: template, among: names).map { "\(path)/\($0)" }
                tree.log.error(
                    .missingFile("\(path)/\(template)", nearest: nearest),
                    at: SourcePlace(file: parameters, line: 1, column: 1))
            }
            guard let file = tree.read(parameters, .step) else { continue }
            steps.append(StepFolder(path: path, file: file))
        }
        return steps
    }

    /// Every file of the folder by its path below it. A link is given as the file that it leads to.
    func contents(_ tree: Tree) -> [String: StepFile] {
        var files: [String: StepFile] = [:]
        for path in tree.files.paths(below: self.path) {
            let place = SourcePlace(file: path, line: 1, column: 1)
            guard let (content, isExecutable) = tree.content(path, asked: place) else { continue }
            files[String(path.dropFirst(self.path.count + 1))] = StepFile(content: content, isExecutable: isExecutable)
        }
        return files
    }
}
