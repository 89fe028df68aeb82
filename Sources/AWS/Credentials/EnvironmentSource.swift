import Logging

/// `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`.
struct EnvironmentSource: CredentialsSource {
    let name = "environment variables"
    private let environment: AWSEnvironment

    init(_ environment: AWSEnvironment) {
        self.environment = environment
    }

    func find() async throws(CredentialsError) -> FoundCredentials {
        guard let id = environment.value("AWS_ACCESS_KEY_ID") else {
            return .none("AWS_ACCESS_KEY_ID is not set")
        }
        guard let secret = environment.value("AWS_SECRET_ACCESS_KEY") else {
            throw CredentialsError("AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is not")
        }
        return .credentials(
            AWSCredentials(
                accessKeyID: id, secretAccessKey: Secret(secret),
                sessionToken: environment.value("AWS_SESSION_TOKEN").map { Secret($0) }, source: name))
    }
}
