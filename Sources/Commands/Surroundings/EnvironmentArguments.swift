import ArgumentParsing
import Model

/// Environments named on the command line.
enum EnvironmentArguments {
    static let option = Option(
        "env", "ENVIRONMENT", "only this environment", isRepeatable: true)
    static let argument = Argument("ENVIRONMENT", "the environment, such as prd")

    /// The environments of `--env`; `nil` when none is named.
    static func chosen(
        _ arguments: ParsedArguments, in desired: DesiredState
    ) throws -> Set<EnvironmentName>? {
        let names = arguments.all(option)
        guard !names.isEmpty else { return nil }
        return Set(
            try names.map { text in
                guard let name = EnvironmentName(text) else {
                    throw arguments.invalid(option, "it must be \(EnvironmentName.rule)")
                }
                // A sandbox may be one that git no longer names and that is to be taken down.
                guard desired.environments[name] != nil || name.isSandbox else {
                    throw arguments.invalid(option, "the files have \(known(desired))")
                }
                return name
            })
    }

    /// The one environment of the argument.
    static func named(_ arguments: ParsedArguments) throws -> EnvironmentName {
        guard let name = EnvironmentName(try arguments.required(argument)) else {
            throw arguments.invalid(argument, "it must be \(EnvironmentName.rule)")
        }
        return name
    }

    private static func known(_ desired: DesiredState) -> String {
        desired.environments.keys.sorted().map(\.text).joined(separator: ", ")
    }
}
