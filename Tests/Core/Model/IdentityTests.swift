import CoreFixtures
import FoundationEssentials
import Model
import Testing

@Suite struct IdentityTests {
    @Test(
        "environment names are lowercase names or sandboxes with an id",
        arguments: ["a", "prd", "tst2", "sbx-101", "sbx-a", "sbx-feature-7", "x" + String(repeating: "9", count: 31)])
    func acceptedEnvironments(_ text: String) throws {
        #expect(try #require(EnvironmentName(text)).text == text)
    }

    @Test(
        "other environment names are refused",
        arguments: [
            "", "sbx", "sbx-", "sbx--a", "sbx-A", "sbx_1", "Prd", "2tst", "tst-1", "prd ", " prd", "p\nrd", "prod.eu",
            "prdé",
            "x" + String(repeating: "9", count: 32), "sbx-" + String(repeating: "9", count: 29), "pr\u{301}d",
            "b\u{323}d",
        ])
    func refusedEnvironments(_ text: String) {
        #expect(EnvironmentName(text) == nil)
    }

    @Test("every sandbox has the class sbx, and any other environment the class of its own name")
    func environmentClasses() {
        let sandbox: EnvironmentName = "sbx-101"
        #expect(sandbox.isSandbox)
        #expect(sandbox.environmentClass == .sandbox)
        let production: EnvironmentName = "prd"
        #expect(!production.isSandbox)
        #expect(production.environmentClass == .production)
        #expect(EnvironmentName.devops.environmentClass == .devops)
        let similar: EnvironmentName = "sbxy"
        #expect(!similar.isSandbox)
    }

    @Test("accounts are twelve ASCII digits")
    func accounts() {
        accepts(AccountID.self, ["012345678901"])
        refuses(
            AccountID.self, ["", "12345678901", "1234567890123", "12345678901a", "12345678901\u{0661}", "12345678901 "])
        // A digit with a combining mark sorts between two digits.
        refuses(AccountID.self, ["12345678901\u{301}", "1\u{20E3}23456789012"])
    }

    @Test("digests, action ids and commits are lowercase hexadecimal of their length")
    func hexadecimal() {
        accepts(ContentDigest.self, [String(repeating: "0f", count: 32)])
        #expect(ActionID(String(repeating: "0f", count: 16)) != nil)
        #expect(CommitID(String(repeating: "0f", count: 20))?.short == "0f0f0f0f0f")
        #expect(CommitID(String(repeating: "0f", count: 32)) != nil)
        for text in ["", "0f", String(repeating: "0F", count: 32), String(repeating: "0g", count: 32)] {
            refuses(ContentDigest.self, [text])
        }
        refuses(ActionID.self, [String(repeating: "0f", count: 32), String(repeating: "F", count: 32)])
        refuses(CommitID.self, [String(repeating: "0f", count: 16), "HEAD", String(repeating: "b\u{301}", count: 40)])
    }

    @Test("an action id is the first half of a digest, and a digest of bytes is their hexadecimal")
    func derivedIDs() {
        let digest = ContentDigest(bytes: (0..<32).map { UInt8($0) })
        #expect(digest.text == "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")
        #expect(digest.short == "000102030405")
        #expect(ActionID(prefixOf: digest).text == "000102030405060708090a0b0c0d0e0f")
    }

    @Test("ids of AWS resources have their prefix and then lowercase letters and digits")
    func resources() {
        accepts(InstanceID.self, ["i-0123456789abcdef0"])
        accepts(AMIID.self, ["ami-1"])
        accepts(SnapshotID.self, ["snap-1"])
        refuses(
            InstanceID.self, ["", "i-", "ami-1", "i-A", "i-0 ", "i-" + String(repeating: "0", count: 41), "i-0;rm"])
        refuses(AMIID.self, ["ami-", "i-1", "AMI-1", "ami_1"])
        refuses(SnapshotID.self, ["snap-", "snapshot-1"])
    }

    @Test("names of projects, fleets, commands, images and regions are lowercase with their own extra characters")
    func names() {
        accepts(ProjectName.self, ["shop-2"])
        accepts(FleetName.self, ["web-a"])
        accepts(CommandName.self, ["install-agent"])
        accepts(ImageName.self, ["web_base-2"])
        accepts(RegionName.self, ["eu-west-1"])
        refuses(
            ProjectName.self, ["", "-shop", "2shop", "Shop", "shop_2", "shop/x", String(repeating: "s", count: 33)])
        refuses(FleetName.self, ["", "web_a", "Web", String(repeating: "w", count: 33)])
        refuses(CommandName.self, ["", "../x", "a.b", "a b", String(repeating: "c", count: 65)])
        refuses(ImageName.self, ["", "_web", "web.1", "web/x", String(repeating: "i", count: 65)])
        refuses(RegionName.self, ["", "useast1", "us east-1", "https://evil-1"])
    }

    @Test("versions and steps start with a letter or digit and hold only characters that AMI names and tags allow")
    func versions() {
        for text in ["1.4.2", "acore-2024-06-13", "V1", "1.5.0-rc1", "a_b", String(repeating: "1", count: 64)] {
            #expect(ImageVersion(text)?.text == text)
            #expect(StepID(text)?.text == text)
        }
        accepts(ImageVersion.self, ["1.0+7"])
        refuses(ImageVersion.self, ["", ".1", "-1", "1/2", "1 2", "1é", "a\u{301}", String(repeating: "1", count: 65)])
        refuses(StepID.self, ["", "1+7", "../x", "_x", String(repeating: "1", count: 65)])
    }

    @Test("identities sort by their text")
    func order() {
        let names: [EnvironmentName] = ["tst", "devops", "sbx-2", "sbx-10"]
        #expect(names.sorted().map(\.text) == ["devops", "sbx-10", "sbx-2", "tst"])
    }

    @Test("an identity is a plain string in JSON, and one that breaks its rule is refused with the rule")
    func json() throws {
        let name: EnvironmentName = "sbx-101"
        #expect(String(decoding: try JSONEncoder().encode([name]), as: UTF8.self) == #"["sbx-101"]"#)
        let error = #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([AccountID].self, from: Data(#"["123"]"#.utf8))
        }
        guard case .dataCorrupted(let context) = error else {
            Issue.record("unexpected error: \(String(describing: error))")
            return
        }
        #expect(context.debugDescription == "'123' must be 12 digits")
    }

    @Test("an identity as a key of a dictionary is a key of a JSON object, checked when it is read")
    func jsonKeys() throws {
        let images: [ImageName: AMIID] = ["web": "ami-1"]
        let text = String(decoding: try JSONEncoder().encode(images), as: UTF8.self)
        #expect(text == #"{"web":"ami-1"}"#)
        #expect(try JSONDecoder().decode([ImageName: AMIID].self, from: Data(text.utf8)) == images)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([ImageName: AMIID].self, from: Data(#"{"WEB":"ami-1"}"#.utf8))
        }
    }

    private func accepts<ID: Identity>(
        _ type: ID.Type, _ texts: [String], sourceLocation: SourceLocation = #_sourceLocation
    ) {
        for text in texts {
            #expect(ID(text)?.text == text, "\(ID.self) refuses '\(text)'", sourceLocation: sourceLocation)
        }
    }

    private func refuses<ID: Identity>(
        _ type: ID.Type, _ texts: [String], sourceLocation: SourceLocation = #_sourceLocation
    ) {
        for text in texts {
            #expect(ID(text) == nil, "\(ID.self) accepts '\(text)'", sourceLocation: sourceLocation)
        }
    }
}
