import AuditTrail
import FoundationEssentials
import Testing

@testable import Commands

/// Who may say that a plan is carried out. Nothing here is: what would be done is asked of an AWS that can do nothing.
@Suite struct ApplyTests {
    private let scratch: Scratch
    private let aws: EmptyAWS

    init() throws {
        scratch = try Scratch(SmallProject.files())
        aws = try EmptyAWS()
    }

    private func session(_ scratch: Scratch, answer: String? = nil) -> Session {
        Session(directory: scratch.path, environment: aws.environment(scratch), answer: answer)
    }

    /// The digest that `tend plan` prints.
    private func digest() async throws -> String {
        let session = session(scratch)
        #expect(await session.run("plan") == 2)
        let line = session.output.split(separator: "\n").last { $0.hasPrefix("digest ") }
        return String(try #require(line).dropFirst("digest ".count))
    }

    private func expectNothingDone(_ scratch: Scratch) async throws {
        #expect(aws.effects == [])
        let trail = try await AuditTrail.open(path: "\(scratch.path)/state/shop.sqlite", for: .reading)
        #expect(try await trail.entries(matching: EntryFilter()) == [])
    }

    @Test("Where nobody can be asked, the way to approve is said, with the plan's digest")
    func nobody() async throws {
        let session = session(scratch)
        #expect(await session.run("apply") == 1)
        let short = try await digest().prefix(12)
        #expect(
            session.errors
                == "tend: nobody can be asked here; approve the plan with --plan \(short) or with --auto-approve\n")
        #expect(session.output.contains("build step base of web@1.0.0"))
        try await expectNothingDone(scratch)
    }

    @Test("Anything but 'yes' is no", arguments: ["", "no", "y", "YES", "yes "])
    func no(answer: String) async throws {
        let session = session(scratch, answer: answer)
        #expect(await session.run("apply") == 1)
        #expect(session.questions == ["Do this? Type 'yes': "])
        #expect(session.errors == "tend: nothing was done\n")
        try await expectNothingDone(scratch)
    }

    @Test("A digest of another plan is refused, with both", arguments: ["0123456789abcdef", "", "0123"])
    func otherDigest(wanted: String) async throws {
        let session = session(scratch, answer: "yes")
        #expect(await Tend.run(["apply", "--plan=\(wanted)"], session.surroundings) == 1)
        #expect(
            session.errors
                == "tend: the plan is no longer the one that was approved: its digest is \(try await digest()), not "
                + "\(wanted); read the plan above and approve that\n")
        #expect(session.questions == [])
        try await expectNothingDone(scratch)
    }

    @Test("A few digits of the right digest are too few to approve")
    func shortDigest() async throws {
        let session = session(scratch)
        let short = String(try await digest().prefix(11))
        #expect(await session.run("apply", "--plan", short) == 1)
        try await expectNothingDone(scratch)
    }

    @Test("A protected environment isn't changed without a reason, whatever else approves it")
    func protected() async throws {
        let scratch = try Scratch(SmallProject.files(isProtected: true))
        for arguments in [["apply", "--auto-approve"], ["apply", "--auto-approve", "--reason", " "]] {
            let session = session(scratch, answer: "yes")
            #expect(await Tend.run(arguments, session.surroundings) == 1)
            #expect(
                session.errors
                    == "tend: prd is protected, and this plan changes it; say why with --reason, or leave it out with --env\n"
            )
        }
        try await expectNothingDone(scratch)
    }

    @Test("Where there is nothing to do, nobody is asked")
    func nothing() async throws {
        let scratch = try Scratch(SmallProject.empty)
        let session = session(scratch, answer: "no")
        #expect(await session.run("apply") == 0)
        #expect(session.questions == [])
        #expect(session.errors == "")
        #expect(session.output.hasSuffix("Everything is as the files say; 0 actions.\n"))
        #expect(aws.effects == [])
    }

    @Test("An environment that the files don't have is a wrong command line; an old sandbox may be named")
    func environments() async throws {
        let session = session(scratch)
        #expect(await session.run("plan", "--env", "tst") == 64)
        #expect(
            session.errors
                == "tend: 'tst' is no value for '--env': the files have devops, prd\nSee 'tend plan --help'.\n")
        #expect(await self.session(scratch).run("plan", "--env", "sbx-7") == 0)
    }

    @Test("Files with errors are neither planned nor applied", arguments: ["plan", "apply", "whoami"])
    func invalid(verb: String) async throws {
        let scratch = try Scratch(SmallProject.files().merging(["environments/prd.yaml": "fleets: 3\n"]) { $1 })
        let session = session(scratch, answer: "yes")
        #expect(await Tend.run([verb], session.surroundings) == 1)
        #expect(session.errors.contains("environments/prd.yaml:1:9: error: "))
        #expect(session.errors.hasSuffix("tend: nothing is planned or done while the files have errors\n"))
        #expect(aws.effects == [])
    }

    @Test("An AWS that answers with HTML, or not at all, makes a plan of 1 and never an empty one")
    func unreadable() async throws {
        let broken = try EmptyAWS(isBroken: true)
        var variables = broken.environment(scratch)
        for address in [variables["AWS_ENDPOINT_URL"], "http://127.0.0.1:9"] {
            variables["AWS_ENDPOINT_URL"] = address
            let session = Session(directory: scratch.path, environment: variables)
            #expect(await session.run("plan") == 1)
            #expect(session.output.contains("unreadable: prd: "))
            #expect(!session.output.contains("Nothing to do"))
        }
        #expect(broken.effects == [])
    }

    @Test("whoami says who, where and by what, and never a secret")
    func whoami() async throws {
        for arguments in [["whoami", "--env", "prd"], ["whoami", "--env", "prd", "--json"]] {
            let session = session(scratch)
            #expect(await Tend.run(arguments, session.surroundings) == 0)
            for fact in ["111111111111", "arn:aws:iam::111111111111:user/ci", "us-east-1", "the ambient identity"] {
                #expect(session.output.contains(fact))
            }
            #expect(!session.output.contains("verySecretKey"))
        }
    }

    @Test("A rollback without a release has nothing to go back to")
    func rollback() async throws {
        let session = session(scratch, answer: "yes")
        #expect(await session.run("rollback", "prd", "--reason", "r") == 1)
        #expect(session.errors == "tend: prd has no release yet, so there is nothing to go back to\n")
        #expect(aws.effects == [])
    }

    @Test("An environment that isn't held is already following git")
    func resume() async throws {
        let session = session(scratch)
        #expect(await session.run("resume", "prd", "--reason", "r") == 0)
        #expect(session.output == "prd is not held; it follows git.\n")
    }
}
