/// What the variables of a process say about AWS. It reads only what it is given, never the process itself.
public struct AWSEnvironment: Sendable {
    /// The variables, as given.
    let variables: [String: String]

    /// An environment out of variables such as `ProcessInfo.processInfo.environment`.
    public init(_ variables: [String: String]) {
        self.variables = variables
    }

    /// A variable's value; `nil` also for an empty one.
    func value(_ name: String) -> String? {
        variables[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// `AWS_REGION`, else `AWS_DEFAULT_REGION`.
    public var region: String? { value("AWS_REGION") ?? value("AWS_DEFAULT_REGION") }

    /// `AWS_PROFILE`, else `AWS_DEFAULT_PROFILE`.
    public var profile: String? { value("AWS_PROFILE") ?? value("AWS_DEFAULT_PROFILE") }

    /// `AWS_CA_BUNDLE`: a PEM file of the authorities to trust.
    public var certificateAuthorityFile: String? { value("AWS_CA_BUNDLE") }

    /// Where `AWS_CONFIG_FILE`, else the home directory, says that the config file is.
    public var configFile: String? { file("AWS_CONFIG_FILE", "config") }

    /// Where `AWS_SHARED_CREDENTIALS_FILE`, else the home directory, says that the credentials file is.
    public var credentialsFile: String? { file("AWS_SHARED_CREDENTIALS_FILE", "credentials") }

    /// `AWS_ENDPOINT_URL`, `AWS_ENDPOINT_URL_<SERVICE>`, and `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS`.
    public var endpoints: EndpointResolver {
        guard value("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")?.lowercased() != "true" else { return EndpointResolver() }
        let prefix = "AWS_ENDPOINT_URL_"
        var services: [String: String] = [:]
        for (name, value) in variables where name.hasPrefix(prefix) && !value.isEmpty {
            services[String(name.dropFirst(prefix.count))] = value
        }
        return EndpointResolver(common: value("AWS_ENDPOINT_URL"), services: services)
    }

    /// `AWS_MAX_ATTEMPTS`. Of `AWS_RETRY_MODE` every mode is answered with the standard one.
    public var retry: RetryPolicy {
        guard let text = value("AWS_MAX_ATTEMPTS"), let attempts = Int(text), attempts >= 1 else {
            return RetryPolicy()
        }
        return RetryPolicy(maximumAttempts: min(attempts, 100))
    }

    private func file(_ variable: String, _ name: String) -> String? {
        guard let path = value(variable) ?? value("HOME").map({ "\($0)/.aws/\(name)" }) else { return nil }
        guard path.hasPrefix("~/"), let home = value("HOME") else { return path }
        return home + path.dropFirst(1)
    }
}
