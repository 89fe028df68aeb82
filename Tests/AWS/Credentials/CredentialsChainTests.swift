import FoundationEssentials
import HTTPServer
import Testing

@testable import AWS

@Suite struct CredentialsChainTests {
    /// Config and credentials files in a directory that goes with the value.
    private final class Files {
        let directory: String

        init(config: String = "", credentials: String = "") throws {
            directory = FileManager.default.temporaryDirectory.path + "/tend-aws-\(UUID().uuidString)"
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
            try Data(config.utf8).write(to: URL(filePath: directory + "/config"))
            try Data(credentials.utf8).write(to: URL(filePath: directory + "/credentials"))
        }

        deinit { try? FileManager.default.removeItem(atPath: directory) }

        func session(_ variables: [String: String] = [:], endpoint: String? = nil) -> AWSSession {
            var all = [
                "AWS_CONFIG_FILE": directory + "/config", "AWS_SHARED_CREDENTIALS_FILE": directory + "/credentials",
            ]
            all["AWS_ENDPOINT_URL"] = endpoint
            return AWSSession(environment: AWSEnvironment(all.merging(variables) { $1 }))
        }

        func credentials(
            _ variables: [String: String] = [:], profile: String? = nil, endpoint: String? = nil
        ) async throws -> AWSCredentials {
            try await CredentialsChain(session: session(variables, endpoint: endpoint), profile: profile).credentials()
        }

        func problem(
            _ variables: [String: String] = [:], profile: String? = nil
        ) async throws -> String? {
            await #expect(throws: CredentialsError.self) { try await credentials(variables, profile: profile) }?
                .description.replacing(directory, with: "DIR")
        }
    }

    private static let keys = [
        "AWS_ACCESS_KEY_ID": "AKIAENV", "AWS_SECRET_ACCESS_KEY": "env-secret", "AWS_SESSION_TOKEN": "env-token",
    ]

    private static let assumed = HTTPServerResponse.xml(
        """
        <AssumeRoleResponse><AssumeRoleResult><AssumedRoleUser><Arn>arn:aws:sts::222222222222:assumed-role/r/s</Arn>
        <AssumedRoleId>x</AssumedRoleId></AssumedRoleUser><Credentials><AccessKeyId>ASIAROLE</AccessKeyId>
        <SecretAccessKey>role-secret</SecretAccessKey><SessionToken>role-token</SessionToken>
        <Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>
        """)

    @Test("The environment's keys come first, also before the profile that AWS_PROFILE names")
    func environment() async throws {
        let files = try Files(credentials: "[p]\naws_access_key_id=AKIAP\naws_secret_access_key=s")
        let found = try await files.credentials(Self.keys.merging(["AWS_PROFILE": "p"]) { $1 })
        #expect(found.accessKeyID == "AKIAENV")
        #expect(found.secretAccessKey.reveal() == "env-secret")
        #expect(found.sessionToken?.reveal() == "env-token")
        #expect(found.description == "AKIAENV from environment variables")
    }

    @Test("A profile that is asked for by name beats the environment's keys, and no other place is looked at")
    func namedProfile() async throws {
        let files = try Files(credentials: "[p]\naws_access_key_id=AKIAP\naws_secret_access_key=s")
        #expect(try await files.credentials(Self.keys, profile: "p").accessKeyID == "AKIAP")
        #expect(
            try await files.problem(Self.keys, profile: "q")
                == "the profile 'q' doesn't exist: DIR/config and DIR/credentials have none")
    }

    @Test("Both files make up a profile; the credentials file goes first; comments and other sections are passed over")
    func files() async throws {
        let files = try Files(
            config: """
                # a comment
                [default]
                region = eu-west-1
                s3 =
                    addressing_style = path
                [profile "dev one"]   ; another
                aws_access_key_id = AKIACONFIG
                aws_secret_access_key = config # not part of it
                [sso-session x]
                aws_access_key_id = AKIAWRONG
                [dev]
                aws_access_key_id = AKIAWRONG
                """,
            credentials: """
                [default]
                aws_access_key_id = AKIADEFAULT
                aws_secret_access_key = a=b
                aws_session_token = t
                """)
        #expect(try await files.credentials().accessKeyID == "AKIADEFAULT")
        #expect(try await files.credentials().secretAccessKey.reveal() == "a=b")
        #expect(try await files.credentials(profile: "dev one").secretAccessKey.reveal() == "config")
        #expect(try await files.problem(profile: "dev")?.hasPrefix("the profile 'dev' doesn't exist") == true)
    }

    @Test("When nothing is set up the error says what each place said")
    func nothing() async throws {
        let files = try Files()
        #expect(
            try await files.problem() == """
                no AWS credentials were found; these places were looked at:
                    environment variables: AWS_ACCESS_KEY_ID is not set
                    profile: no profile 'default': DIR/config and DIR/credentials have none
                    web identity: AWS_WEB_IDENTITY_TOKEN_FILE not set
                    container: AWS_CONTAINER_CREDENTIALS_RELATIVE_URI, AWS_CONTAINER_CREDENTIALS_FULL_URI not set
                    instance profile: not supported by this version
                """)
    }

    @Test("A place that is set up and can't be used ends the search: no other identity is taken")
    func failsClosed() async throws {
        let files = try Files(credentials: "[default]\naws_access_key_id=AKIAP\naws_secret_access_key=s")
        #expect(
            try await files.problem(["AWS_ACCESS_KEY_ID": "AKIAENV"])
                == "AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is not")
        let empty = try Files()
        #expect(
            try await empty.problem(["AWS_WEB_IDENTITY_TOKEN_FILE": "/x"])
                == "AWS_WEB_IDENTITY_TOKEN_FILE is set, but this version can't use web identity credentials; set "
                + "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile, instead")
        #expect(
            try await empty.problem(["AWS_PROFILE": "gone"])
                == "the profile 'gone' doesn't exist: DIR/config and DIR/credentials have none")
    }

    @Test(
        "A profile that leads nowhere says where it breaks off",
        arguments: [
            ("a", "the profiles a → b → a go in a circle"),
            ("c", "the profile 'missing', the source of 'c', doesn't exist"),
            ("d", "the profile 'd' has role_arn, but neither source_profile nor credential_source"),
            ("e", "the profile 'e' has credential_source Ec2InstanceMetadata, which this version can't use"),
            ("f", "the profile 'f' asks for a code (mfa_serial), which a daemon can't type"),
            (
                "g",
                "the profile 'g' uses sso_session, which this version can't; try "
                    + "eval \"$(aws configure export-credentials --profile g --format env)\""
            ),
            ("h", "the profile 'h' has neither keys nor a role"),
            ("i", "the profile 'i' has aws_access_key_id, but no aws_secret_access_key"),
        ])
    func brokenProfiles(profile: String, problem: String) async throws {
        let files = try Files(
            config: """
                [profile a]
                role_arn = arn:a
                source_profile = b
                [profile b]
                role_arn = arn:b
                source_profile = a
                [profile c]
                role_arn = arn:c
                source_profile = missing
                [profile d]
                role_arn = arn:d
                [profile e]
                role_arn = arn:e
                credential_source = Ec2InstanceMetadata
                [profile f]
                role_arn = arn:f
                source_profile = a
                mfa_serial = x
                [profile g]
                sso_session = corp
                [profile h]
                region = us-east-1
                [profile i]
                aws_access_key_id = AKIA
                """)
        #expect(try await files.problem(profile: profile) == problem)
    }

    @Test("A profile with a role assumes it with its source profile's keys, external id and session name")
    func roles() async throws {
        let files = try Files(
            config: """
                [profile prd]
                role_arn = arn:aws:iam::222222222222:role/r
                source_profile = base
                external_id = shop-7
                role_session_name = ci
                duration_seconds = 1800
                region = eu-west-1
                """, credentials: "[base]\naws_access_key_id=AKIABASE\naws_secret_access_key=s")
        let service = try ScriptedService([Self.assumed])
        let session = files.session(endpoint: service.url)
        let chain = CredentialsChain(session: session, profile: "prd")
        let found = try await chain.credentials()
        #expect(found.accessKeyID == "ASIAROLE")
        #expect(found.source == "profile prd (role arn:aws:iam::222222222222:role/r)")
        #expect(
            service.form() == [
                "RoleArn=arn%3Aaws%3Aiam%3A%3A222222222222%3Arole%2Fr", "RoleSessionName=ci", "ExternalId=shop-7",
                "DurationSeconds=1800",
            ])
        #expect(service.requests.first?.header("Authorization")?.contains("AKIABASE/") == true)
        #expect(service.requests.first?.header("Authorization")?.contains("/eu-west-1/sts/") == true)
        // It is assumed once for many calls.
        _ = try await chain.credentials()
        #expect(service.requests.count == 1)
    }

    @Test("credential_source=Environment assumes the role with the environment's keys")
    func environmentRoles() async throws {
        let files = try Files(config: "[profile p]\nrole_arn = arn:r\ncredential_source = Environment\n")
        let service = try ScriptedService([Self.assumed])
        _ = try await files.credentials(Self.keys, profile: "p", endpoint: service.url)
        #expect(service.requests.first?.header("Authorization")?.contains("AKIAENV/") == true)
        #expect(service.requests.first?.header("X-Amz-Security-Token") == "env-token")
    }

    @Test("A role that can't be assumed fails the call; the identity that would assume it is never used instead")
    func deniedRoles() async throws {
        let service = try ScriptedService([.queryError("AccessDenied", "not you", status: 403), .noInstances])
        let base = service.client()
        let session = AWSSession(environment: AWSEnvironment(["AWS_ENDPOINT_URL": service.url]))
        let client = session.client(assuming: RoleSettings(roleARN: "arn:r"), from: base)
        let error = await #expect(throws: AWSError.self) {
            try await EC2(client: client).describeInstances(.all).collect()
        }
        #expect(
            error?.description
                == "EC2 DescribeInstances was not sent: the role arn:r can't be assumed: STS AssumeRole: "
                + "AccessDenied: not you (HTTP 403, request r-query)")
        #expect(service.requests.count == 1)
    }

    @Test("Credentials, sources and errors print without secrets")
    func printsNoSecrets() async throws {
        let credentials = AWSCredentials.example
        var text = "\(credentials) \(String(reflecting: credentials))"
        dump(credentials, to: &text)
        #expect(!text.contains("sEcr3t"))
        #expect(!text.contains("t0ken"))
        #expect(text.contains("AKIDEXAMPLE from test, until 2027-01-15T09:00:00Z"))
    }
}
