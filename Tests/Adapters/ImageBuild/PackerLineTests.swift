import Model
import Subprocess
import Testing

@testable import ImageBuild

@Suite struct PackerLineTests {
    @Test(
        "each kind of line is understood",
        arguments: [
            (
                "1700000000,,ui,say,==> amazon-ebs.base: hello",
                PackerLine.ui(isError: false, text: "==> amazon-ebs.base: hello")
            ),
            ("1700000000,,ui,message,a%!(PACKER_COMMA) b\\nc", .ui(isError: false, text: "a, b\nc")),
            ("1700000000,,ui,error,bad", .ui(isError: true, text: "bad")),
            ("1700000000,,ui,machine,x", .other),
            (
                "1700000000,amazon-ebs.base,artifact,0,id,us-east-1:ami-0a%!(PACKER_COMMA)eu-west-1:ami-0b",
                .artifactID(target: "amazon-ebs.base", id: "us-east-1:ami-0a,eu-west-1:ami-0b")
            ),
            ("1700000000,amazon-ebs.base,artifact,0,builder-id,mitchellh.amazonebs", .other),
            ("1700000000,amazon-ebs.base,artifact,0", .other),
            (
                "1700000000,amazon-ebs.base,error,why%!(PACKER_COMMA) oh",
                .error(target: "amazon-ebs.base", text: "why, oh")
            ),
            ("1700000000,,version,1.6.6", .other), ("", .other),
            ("panic: runtime error", .ui(isError: true, text: "panic: runtime error")),
            (",,", .ui(isError: true, text: ",,")),
        ])
    func parses(line: String, expected: PackerLine) {
        #expect(PackerLine(line) == expected)
    }

    @Test("the AMI of the region is found once, whoever else reports it")
    func amis() {
        let log = PackerLog(mask: SecretMask(environment: [:])) { _ in }
        for line in [
            "1,a,artifact,0,id,us-east-1:ami-0a%!(PACKER_COMMA)eu-west-1:ami-0b", "1,a,artifact,1,id,us-east-1:ami-0a",
            "1,a,artifact,2,id,manifest", "1,a,artifact,3,id,us-east-1:nonsense!",
        ] {
            log.take(OutputLine(stream: .standardOutput, text: line))
        }
        #expect(log.amis(in: "us-east-1").map(\.text) == ["ami-0a"])
        #expect(log.amis(in: "eu-west-1").map(\.text) == ["ami-0b"])
        #expect(log.amis(in: "us-west-2") == [])
    }

    @Test("credentials never come out of the log")
    func masks() {
        let lines = Lines()
        let mask = SecretMask(environment: ["AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI", "AWS_REGION": "us-east-1"])
        let log = PackerLog(mask: mask) { lines.append($0) }
        log.take(OutputLine(stream: .standardOutput, text: "1,,ui,say,key wJalrXUtnFEMI in us-east-1"))
        log.take(OutputLine(stream: .standardOutput, text: "1,a,error,wJalrXUtnFEMI"))
        #expect(lines.all == ["key <redacted> in us-east-1"])
        #expect(log.failureText == "a: <redacted>\nkey <redacted> in us-east-1")
    }
}
