import CoreFixtures
import Model
import Testing

@testable import LiveCloud

@Suite struct RoleChoiceTests {
    private static let place = SourcePlace(file: "tend.yaml", line: 5, column: 3)
    private static let fileRole = "arn:aws:iam::444444444444:role/file"
    private static let variableRole = "arn:aws:iam::444444444444:role/variable"

    private static func settings(role: String? = nil, profile: String? = nil) -> EnvironmentSettings {
        EnvironmentSettings(account: "444444444444", role: role, externalID: "shop-7", profile: profile, place: place)
    }

    private static func choose(
        _ settings: EnvironmentSettings, _ runtime: Runtime = .local, _ variables: [String: String] = [:],
        of environmentClass: EnvironmentClass = .production
    ) -> RoleChoice {
        RoleChoice.choose(environmentClass, settings, runtime: runtime, variables: variables)
    }

    @Test("The file's role goes before everything else")
    func file() {
        let choice = Self.choose(
            Self.settings(role: Self.fileRole, profile: "shop-prd"), .local, ["PRD_IAM_ROLE_ARN": Self.variableRole])
        #expect(
            choice
                == .role(arn: Self.fileRole, externalID: "shop-7", source: "role \(Self.fileRole) of tend.yaml"))
    }

    @Test("Without one in the file, the class's variable names the role, and the file's external id goes with it")
    func variable() {
        let choice = Self.choose(Self.settings(profile: "shop-prd"), .local, ["PRD_IAM_ROLE_ARN": Self.variableRole])
        #expect(
            choice
                == .role(
                    arn: Self.variableRole, externalID: "shop-7",
                    source: "role \(Self.variableRole) of PRD_IAM_ROLE_ARN"))
    }

    @Test("All sandboxes share one variable")
    func sandboxes() {
        let choice = Self.choose(Self.settings(), .ec2, ["SBX_IAM_ROLE_ARN": Self.variableRole], of: .sandbox)
        #expect(choice.source == "role \(Self.variableRole) of SBX_IAM_ROLE_ARN")
    }

    @Test("A profile counts on a person's machine")
    func profile() {
        #expect(
            Self.choose(Self.settings(profile: "shop-prd"), .local, ["PRD_IAM_ROLE_ARN": ""])
                == .profile(name: "shop-prd", source: "profile shop-prd of tend.yaml"))
    }

    @Test("A profile counts nowhere else, and the choice says so", arguments: Runtime.allCases.filter { $0 != .local })
    func profileElsewhere(runtime: Runtime) {
        #expect(
            Self.choose(Self.settings(profile: "shop-prd"), runtime)
                == .ambient(
                    source: "the ambient identity (no role in tend.yaml, no PRD_IAM_ROLE_ARN; profile shop-prd is for "
                        + "local runs, and this is \(runtime.rawValue))"))
    }

    @Test("With nothing said, the ambient identity is used")
    func ambient() {
        #expect(
            Self.choose(Self.settings(), .local)
                == .ambient(source: "the ambient identity (no role in tend.yaml, no PRD_IAM_ROLE_ARN)"))
    }
}
