import Logging

/// A profile of the config and credentials files: keys, or a role with those who assume it.
actor ProfileSource: CredentialsSource {
    nonisolated let name = "profile"
    private let session: AWSSession
    private let wanted: String?
    /// Made once: what it holds renews itself.
    private var provider: (any AWSCredentialsProvider)?

    /// - Parameter profile: The profile's name; `nil` for `AWS_PROFILE`, else `default`.
    init(session: AWSSession, profile: String?) {
        self.session = session
        wanted = profile
    }

    func find() async throws(CredentialsError) -> FoundCredentials {
        if let provider { return .credentials(try await provider.credentials()) }
        let files = try ProfileFiles(session.environment)
        let isNamed = wanted ?? session.environment.profile != nil
        let name = wanted ?? session.environment.profile ?? "default"
        guard let profile = files.profiles[name] else {
            let place =
                files.read.isEmpty
                ? "there is no config or credentials file"
                : "\(files.read.joined(separator: " and ")) \(files.read.count == 1 ? "has" : "have") none"
            if isNamed { throw CredentialsError("the profile '\(name)' doesn't exist: \(place)") }
            return .none("no profile '\(name)': \(place)")
        }
        if !isNamed, Self.kinds.allSatisfy({ profile[$0] == nil }) {
            return .none("the profile '\(name)' has neither keys nor a role")
        }
        let made = try make(name, files, above: [])
        provider = made
        return .credentials(try await made.credentials())
    }

    func discard(_ credentials: AWSCredentials) async {
        await provider?.discard(credentials)
        // The files may have new keys by now.
        provider = nil
    }

    /// The keys that say where a profile's credentials come from.
    private static let kinds = [
        "role_arn", "aws_access_key_id", "credential_process", "sso_session", "sso_start_url",
        "web_identity_token_file",
    ]

    /// - Parameter above: The profiles that lead here, to find those that lead to themselves.
    private func make(
        _ name: String, _ files: ProfileFiles, above: [String]
    ) throws(CredentialsError) -> any AWSCredentialsProvider {
        guard let profile = files.profiles[name] else {
            throw CredentialsError("the profile '\(name)', the source of '\(above.last ?? "")', doesn't exist")
        }
        if let role = profile["role_arn"], above.last != name {
            return try assume(role, name, profile, files, above: above)
        }
        if let id = profile["aws_access_key_id"] {
            guard let secret = profile["aws_secret_access_key"] else {
                throw CredentialsError("the profile '\(name)' has aws_access_key_id, but no aws_secret_access_key")
            }
            return StaticCredentials(
                AWSCredentials(
                    accessKeyID: id, secretAccessKey: Secret(secret),
                    sessionToken: profile["aws_session_token"].map { Secret($0) }, source: "profile \(name)"))
        }
        for kind in ["credential_process", "sso_session", "sso_start_url", "web_identity_token_file"]
        where profile[kind] != nil {
            throw CredentialsError(
                "the profile '\(name)' uses \(kind), which this version can't; try "
                    + "eval \"$(aws configure export-credentials --profile \(name) --format env)\"")
        }
        throw CredentialsError("the profile '\(name)' has neither keys nor a role")
    }

    private func assume(
        _ role: String, _ name: String, _ profile: ProfileFiles.Profile, _ files: ProfileFiles, above: [String]
    ) throws(CredentialsError) -> any AWSCredentialsProvider {
        guard !above.contains(name) else {
            throw CredentialsError("the profiles \((above + [name]).joined(separator: " → ")) go in a circle")
        }
        guard profile["mfa_serial"] == nil else {
            throw CredentialsError("the profile '\(name)' asks for a code (mfa_serial), which a daemon can't type")
        }
        let base: any AWSCredentialsProvider
        switch (profile["source_profile"], profile["credential_source"]) {
        case (let source?, nil): base = try make(source, files, above: above + [name])
        case (nil, "Environment"?): base = CredentialsChain(sources: [EnvironmentSource(session.environment)])
        case (nil, let source?):
            throw CredentialsError(
                "the profile '\(name)' has credential_source \(source), which this version can't use")
        case (_?, _?):
            throw CredentialsError("the profile '\(name)' has both source_profile and credential_source")
        case (nil, nil):
            throw CredentialsError(
                "the profile '\(name)' has role_arn, but neither source_profile nor credential_source")
        }
        let region = profile["region"] ?? session.environment.region ?? "us-east-1"
        let sts = STS(client: session.client(region: region, credentials: base))
        let settings = RoleSettings(
            roleARN: role, sessionName: profile["role_session_name"] ?? "tend", externalID: profile["external_id"],
            durationSeconds: profile["duration_seconds"].flatMap { Int($0) })
        let source = AssumedRoleSource(role: settings, sts: sts)
        let from = "profile \(name)"
        return RefreshingCredentials(clock: session.clock) { () async throws(CredentialsError) in
            var credentials = try await source.load()
            credentials.source = "\(from) (\(credentials.source))"
            return credentials
        }
    }
}
