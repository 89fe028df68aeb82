import Model

/// The names of tend's parameters in the Parameter Store: `/tend/<project>/<env>/…`.
struct ParameterName {
    let project: ProjectName

    /// What all parameters of the project start with, without a slash at the end.
    var root: String { "/tend/\(project)" }

    func hold(_ environment: EnvironmentName) -> String { "\(root)/\(environment)/hold" }

    func image(_ image: ImageName, _ environment: EnvironmentName) -> String {
        "\(root)/\(environment)/images/\(image)"
    }

    /// What a name stands for; `nil` for a parameter that isn't tend's.
    func parse(_ name: String) -> Meaning? {
        guard name.hasPrefix(root + "/") else { return nil }
        let parts = name.dropFirst(root.count + 1).split(separator: "/", omittingEmptySubsequences: false)
        guard let first = parts.first, let environment = EnvironmentName(String(first)) else { return nil }
        if parts.count == 2, parts[1] == "hold" { return .hold(environment) }
        if parts.count == 3, parts[1] == "images", let image = ImageName(String(parts[2])) {
            return .image(image, environment)
        }
        return nil
    }

    enum Meaning: Hashable {
        case hold(EnvironmentName)
        case image(ImageName, EnvironmentName)
    }
}
