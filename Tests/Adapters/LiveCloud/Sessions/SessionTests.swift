import AWS
import CoreFixtures
import FoundationEssentials
import HTTPServer
import Model
import Synchronization
import Testing

@testable import LiveCloud

@Suite struct SessionTests {
    /// A book over a real opener, whose ambient identity is the account of the scripted AWS's access key.
    private static func book(_ aws: ScriptedAWS, ambient: String, more: [String: String] = [:]) throws -> SessionBook {
        let variables = [
            "AWS_ENDPOINT_URL": aws.url, "AWS_ACCESS_KEY_ID": "AKID\(ambient)", "AWS_SECRET_ACCESS_KEY": "s3cret",
            "AWS_MAX_ATTEMPTS": "1",
        ].merging(more) { _, more in more }
        let opener = try SessionOpener(
            aws: AWSSession(environment: AWSEnvironment(variables)), variables: variables)
        return SessionBook { try await opener.open($0, $1, $2) }
    }

    private static let project = Shop.desired([]).project

    @Test("The ambient identity is taken when it is in the right account")
    func ambient() async throws {
        let aws = try ScriptedAWS()
        let book = try Self.book(aws, ambient: "111111111111")
        let session = try await book.session(for: .devops, of: Self.project)
        #expect(aws.operations == ["GetCallerIdentity"])
        #expect(session.account == "111111111111")
        #expect(session.region == "us-east-1")
        #expect(session.arn == "arn:aws:iam::111111111111:user/ci")
        #expect(session.source == "the ambient identity (no role in tend.yaml, no DEVOPS_IAM_ROLE_ARN)")
    }

    @Test("An identity in another account is refused, with both accounts and what led there")
    func wrongAccount() async throws {
        let aws = try ScriptedAWS()
        let book = try Self.book(aws, ambient: "111111111111")
        let error = await #expect(throws: IdentityError.self) {
            try await book.session(for: .production, of: Self.project)
        }
        #expect(
            error?.description
                == "prd must be in account 444444444444, but the ambient identity (no role in tend.yaml, no "
                + "PRD_IAM_ROLE_ARN) leads to account 111111111111 (arn:aws:iam::111111111111:user/ci); nothing is read "
                + "or done there. Name a role in 444444444444: 'role' in tend.yaml, or PRD_IAM_ROLE_ARN")
        #expect(aws.operations == ["GetCallerIdentity"])
    }

    @Test("A role into another account is refused, and the ambient identity isn't tried in its place")
    func wrongRole() async throws {
        let aws = try ScriptedAWS()
        aws.fail("AssumeRole", .assumedRole(in: "555555555555"))
        let book = try Self.book(
            aws, ambient: "444444444444", more: ["PRD_IAM_ROLE_ARN": "arn:aws:iam::555555555555:role/tend-deploy"])
        let error = await #expect(throws: IdentityError.self) {
            try await book.session(for: .production, of: Self.project)
        }
        guard case .wrongAccount(_, _, let got, _, let source) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(got == "555555555555")
        #expect(source == "role arn:aws:iam::555555555555:role/tend-deploy of PRD_IAM_ROLE_ARN")
        #expect(aws.operations == ["AssumeRole", "GetCallerIdentity"])
    }

    @Test("A role that may not be assumed is an error, not the ambient identity")
    func deniedRole() async throws {
        let aws = try ScriptedAWS()
        aws.fail("AssumeRole", .queryError("AccessDenied", status: 403))
        let book = try Self.book(
            aws, ambient: "444444444444", more: ["PRD_IAM_ROLE_ARN": "arn:aws:iam::444444444444:role/tend-deploy"])
        await #expect(throws: AWSError.self) { try await book.session(for: .production, of: Self.project) }
        #expect(!aws.operations.contains("GetCallerIdentity"))
    }

    @Test("A failure isn't kept: the next one to ask tries again, and a success is kept")
    func failureIsNotKept() async throws {
        let aws = try ScriptedAWS()
        aws.fail("GetCallerIdentity", times: 1, .identity("555555555555"))
        let book = try Self.book(aws, ambient: "111111111111")
        await #expect(throws: IdentityError.self) { try await book.session(for: .devops, of: Self.project) }
        _ = try await book.session(for: .devops, of: Self.project)
        _ = try await book.session(for: .devops, of: Self.project)
        #expect(aws.operations.count == 2)
    }

    @Test("A class that tend.yaml doesn't name has no session")
    func unknownClass() async throws {
        let book = try Self.book(try ScriptedAWS(), ambient: "111111111111")
        let error = await #expect(throws: IdentityError.self) { try await book.session(for: "stg", of: Self.project) }
        #expect(error?.description == "tend.yaml has no entry for stg under 'environments'")
    }

    @Test("Many who ask at once share one opening, and its failure")
    func singleFlight() async throws {
        let opened = Mutex(0)
        let (gate, open) = AsyncStream<Void>.makeStream()
        let book = SessionBook { _, _, _ in
            opened.withLock { $0 += 1 }
            for await _ in gate {}
            throw UnexpectedAnswer("not today")
        }
        let askers = (0..<20).map { _ in
            Task { try await book.session(for: .devops, of: Self.project) }
        }
        while opened.withLock({ $0 }) == 0 { await Task.yield() }
        // Whoever asks while it is being opened is in the actor before this returns.
        for _ in 0..<1000 { await Task.yield() }
        open.finish()
        for asker in askers {
            let result = await asker.result
            #expect(throws: UnexpectedAnswer("not today")) { try result.get() }
        }
        #expect(opened.withLock { $0 } <= 2)
    }

    @Test("A file that says something else gets another session")
    func changedFile() async throws {
        let aws = try ScriptedAWS()
        let book = try Self.book(aws, ambient: "111111111111")
        _ = try await book.session(for: .devops, of: Self.project)
        var project = Self.project
        project.region = "eu-west-1"
        #expect(try await book.session(for: .devops, of: project).region == "eu-west-1")
        #expect(aws.operations.count == 2)
    }
}

extension HTTPServerResponse {
    fileprivate static func assumedRole(in account: String) -> Self {
        .xml(
            "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>AKID\(account)</AccessKeyId>"
                + "<SecretAccessKey>s3cret</SecretAccessKey><SessionToken>t0ken</SessionToken>"
                + "<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials><AssumedRoleUser>"
                + "<Arn>arn:aws:sts::\(account):assumed-role/tend-deploy/tend</Arn><AssumedRoleId>A:tend</AssumedRoleId>"
                + "</AssumedRoleUser></AssumeRoleResult></AssumeRoleResponse>")
    }
}
