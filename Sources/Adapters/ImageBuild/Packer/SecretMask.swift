/// Takes credentials out of text that people will see.
struct SecretMask: Sendable {
    private static let secretNames = ["AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN"]
    private let secrets: [String]

    /// - Parameter environment: The child's environment, whose credentials are masked.
    init(environment: [String: String]) {
        // Anything shorter would mask ordinary words.
        secrets = Self.secretNames.compactMap { environment[$0] }.filter { $0.count >= 8 }
    }

    func masked(_ text: String) -> String {
        var text = text
        for secret in secrets {
            text = text.split(separator: secret, omittingEmptySubsequences: false).joined(separator: "<redacted>")
        }
        return text
    }
}
