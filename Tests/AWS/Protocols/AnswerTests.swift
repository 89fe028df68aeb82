import FoundationEssentials
import HTTPClient
import HTTPServer
import Testing
import XML

@testable import AWS

/// Answers that are not what was asked for.
@Suite struct AnswerTests {
    private func ec2Failure(_ answer: HTTPServerResponse) async throws -> AWSError? {
        let service = try ScriptedService(Array(repeating: answer, count: 3))
        return await #expect(throws: AWSError.self) {
            try await EC2(client: service.client()).describeInstances(.all).collect()
        }
    }

    private func ssmFailure(_ answer: HTTPServerResponse) async throws -> AWSError? {
        let service = try ScriptedService(Array(repeating: answer, count: 3))
        return await #expect(throws: AWSError.self) {
            try await SSM(client: service.client()).getParameters(["/a"])
        }
    }

    @Test("An HTML page is named as such, whatever the protocol and status")
    func html() async throws {
        #expect(
            try await ec2Failure(.html)?.description
                == "EC2 DescribeInstances: the answer can't be read: it is an HTML page, "
                + "not an answer of the service (HTTP 500) after 3 attempts")
        #expect(
            try await ssmFailure(.html)?.description
                == "SSM GetParameters: the answer can't be read: it is an HTML page, "
                + "not an answer of the service (HTTP 500) after 3 attempts")
        #expect(
            try await ec2Failure(.text("<html><body>Welcome to the hotel</body></html>"))?.description
                == "EC2 DescribeInstances: the answer can't be read: it is an HTML page, not an answer of the service (HTTP 200)"
        )
    }

    @Test("An error inside of an answer with status 200 is an error")
    func errorsWithStatus200() async throws {
        #expect(
            try await ec2Failure(.ec2Error("InsufficientInstanceCapacity", status: 200))?.code
                == "InsufficientInstanceCapacity")
        #expect(try await ssmFailure(.jsonError("ParameterNotFound", status: 200))?.code == "ParameterNotFound")
        let s3 = try ScriptedService([.s3Error("InternalError", status: 200)])
        let error = await #expect(throws: AWSError.self) {
            try await S3(client: s3.client(attempts: 1)).putObject(bucket: "b", key: "k", body: [])
        }
        #expect(error?.code == "InternalError")
    }

    @Test("An object whose content looks like an error is an object")
    func objectsAreNotErrors() async throws {
        let s3 = try ScriptedService([.s3Error("InternalError", status: 200)])
        #expect(try await S3(client: s3.client()).getObject(bucket: "b", key: "k").body.isEmpty == false)
    }

    @Test(
        "XML of another shape says what is wrong with it",
        arguments: [
            ("<Other/>", "its root is <Other>, not <DescribeInstancesResponse>"),
            ("{\"Reservations\": []}", "line 1 is not XML: it does not begin with an element"),
            ("<DescribeInstancesResponse><reservationSet>", "the document is cut short at line 1"),
            (
                "<DescribeInstancesResponse><reservationSet/></DescribeInstancesResponse><junk/>",
                "line 1 is not XML: Extra content at the end of the document"
            ),
            ("<DescribeInstancesResponse/>", "<the answer> has no <reservationSet>"),
            (
                "<DescribeInstancesResponse><reservationSet><item><instancesSet><item><imageId>ami-1</imageId></item>"
                    + "</instancesSet></item></reservationSet></DescribeInstancesResponse>",
                "<item> has no <instanceId>"
            ),
            ("", "the document is empty"),
        ])
    func wrongXML(body: String, problem: String) async throws {
        let error = try await ec2Failure(.xml(body))
        #expect(error?.description == "EC2 DescribeInstances: the answer can't be read: \(problem) (HTTP 200)")
        #expect(error?.isTransient == false)
    }

    @Test("An answer that says nothing but that it was done must be whole too")
    func cutConfirmations() async throws {
        let service = try ScriptedService([.xml("<CreateTagsResponse><return>tr")])
        let error = await #expect(throws: AWSError.self) {
            try await EC2(client: service.client()).createTags([AWSTag("a", "b")], on: ["i-1"])
        }
        #expect(
            error?.description
                == "EC2 CreateTags: the answer can't be read: the document is cut short at line 1 (HTTP 200)")
        #expect(error?.effectMayHaveHappened == true)
    }

    @Test(
        "JSON of another shape says what is wrong with it",
        arguments: [
            (
                "{\"Parameters\": [{\"Name\": \"/a\"}], \"InvalidParameters\": []}",
                "'Value' is missing at Parameters[0]"
            ),
            ("{\"Parameters\": 7, \"InvalidParameters\": []}", "no value of the expected kind stands at Parameters"),
            ("{\"Parameters\": [", "it is not JSON"),
            ("[]", "no value of the expected kind stands"),
        ])
    func wrongJSON(body: String, problem: String) async throws {
        #expect(
            try await ssmFailure(.json(body))?.description
                == "SSM GetParameters: the answer can't be read: \(problem) (HTTP 200, request r-json)")
    }

    @Test("An error body of ten megabytes is cut, with its code kept")
    func hugeErrors() async throws {
        let error = try await ec2Failure(
            .ec2Error("InvalidParameterValue", String(repeating: "x", count: 10 << 20), status: 400))
        #expect(error?.code == "InvalidParameterValue")
        #expect(error?.fault?.message.count ?? 9999 <= 1001)
        let other = try await ssmFailure(.jsonError("ValidationException", String(repeating: "x", count: 10 << 20)))
        #expect(other?.code == "ValidationException")
        #expect(other?.fault?.message.count == 1001)
    }

    @Test("A redirect is an answer that is reported, never followed")
    func redirects() async throws {
        let service = try ScriptedService([
            HTTPServerResponse(status: 301, headers: [("Location", "http://127.0.0.1:1/")]), .noInstances,
        ])
        let error = await #expect(throws: AWSError.self) {
            try await EC2(client: service.client()).describeInstances(.all).collect()
        }
        #expect(error?.code == "HTTP 301")
        #expect(service.requests.count == 1)
    }

    @Test("A signature error that quotes the request does not let the session's token out")
    func hidesSecrets() async throws {
        let error = try await ec2Failure(
            .ec2Error(
                "SignatureDoesNotMatch",
                "The Canonical String for this request should have been 'POST x-amz-security-token:t0ken/with+marks= '"
                    + " or t0ken%2Fwith%2Bmarks%3D or sEcr3t/key", status: 403))
        let text = "\(String(describing: error)) \(error?.description ?? "")"
        #expect(text.contains("SignatureDoesNotMatch"))
        #expect(!text.contains("t0ken"))
        #expect(!text.contains("sEcr3t"))
    }

    @Test("A code is read from JSON errors in all their forms")
    func codes() async throws {
        #expect(AnswerFault.shortName("com.amazonaws.ssm#ParameterNotFound") == "ParameterNotFound")
        #expect(AnswerFault.shortName("ParameterNotFound:http://internal.amazon.com/coral/x/") == "ParameterNotFound")
        #expect(AnswerFault.shortName("") == "")
        let header = HTTPServerResponse.json("", status: 400, headers: [("x-amzn-ErrorType", "AccessDeniedException:")])
        #expect(try await ssmFailure(header)?.code == "AccessDeniedException")
        #expect(try await ssmFailure(.json("{\"Message\": 7}", status: 400))?.code == nil)
    }

    @Test("No damage to an answer, of whatever kind, does more than make an error")
    func damagedAnswers() {
        var chance = SplitMix(state: 7)
        let item =
            "<item><instanceId>i-1</instanceId><imageId>ami-1</imageId><instanceState><name>x</name></instanceState>"
            + "<instanceType>t</instanceType><launchTime>2026-11-21T02:00:00Z</launchTime></item>"
        let whole = Array(
            ("<?xml version='1.0'?><DescribeInstancesResponse><reservationSet><item><instancesSet>\(item)\(item)"
                + "</instancesSet></item></reservationSet></DescribeInstancesResponse>").utf8)
        let json = Array("{\"Parameters\":[{\"Name\":\"/a\",\"Value\":\"b\",\"LastModifiedDate\":1.5e9}]}".utf8)
        var read = 0
        for _ in 0..<3000 {
            if (try? EC2.instances(inXML: chance.damaged(whole))) != nil { read += 1 }
            _ = try? JSONCoding.decoder().decode(JSONAnswer<SSM.FoundParameters>.self, from: Data(chance.damaged(json)))
            _ = AnswerFault(HTTPResponse(status: 400, body: chance.damaged(json)), AWSService.ssm.wire)
            _ = AnswerFault(HTTPResponse(status: 400, body: chance.damaged(whole)), AWSService.ec2.wire)
        }
        // Damage within a text is still XML; most of it is found.
        #expect(read < 2000)
        #expect((try? EC2.instances(inXML: whole))?.count == 2)
    }

    @Test("An instance is read with everything that is kept of it, and with words that nobody knows")
    func instance() async throws {
        let service = try ScriptedService([
            .xml(
                """
                <DescribeInstancesResponse><reservationSet><item><reservationId>r-1</reservationId>
                <ownerId>222222222222</ownerId><groupSet/><instancesSet><item>
                <instanceId>i-1</instanceId><imageId>ami-1</imageId>
                <instanceState><code>99</code><name>dreaming</name></instanceState>
                <privateDnsName/><reason/><instanceType>t3.small</instanceType>
                <launchTime>2026-11-21T02:00:00.000Z</launchTime><placement><availabilityZone>us-east-1a</availabilityZone>
                <tenancy>default</tenancy></placement><subnetId>subnet-1</subnetId><vpcId>vpc-1</vpcId>
                <groupSet><item><groupId>sg-1</groupId><groupName>web</groupName></item></groupSet>
                <blockDeviceMapping><item><deviceName>/dev/xvda</deviceName><ebs><volumeId>vol-1</volumeId>
                <deleteOnTermination>true</deleteOnTermination></ebs></item></blockDeviceMapping>
                <tagSet><item><key>Name</key><value>R&amp;D</value></item><item><key>empty</key><value/></item></tagSet>
                <iamInstanceProfile><arn>arn:aws:iam::2:instance-profile/web</arn><id>x</id></iamInstanceProfile>
                <clientToken>t-1</clientToken><futureThing><item><a/></item></futureThing>
                </item></instancesSet></item></reservationSet></DescribeInstancesResponse>
                """)
        ])
        let instances = try await EC2(client: service.client()).describeInstances(.ids(["i-1"])).collect()
        let instance = try #require(instances.first)
        #expect(instance.id == "i-1")
        #expect(instance.state.rawValue == "dreaming")
        #expect(instance.tags == ["Name": "R&D", "empty": ""])
        #expect(instance.launchTime == AWSTimestamp.iso8601("2026-11-21T02:00:00Z"))
        #expect(instance.securityGroupIDs == ["sg-1"])
        #expect(instance.blockDevices == [.init(deviceName: "/dev/xvda", volumeID: "vol-1", deleteOnTermination: true)])
        #expect(instance.availabilityZone == "us-east-1a")
        #expect(instance.reservationID == "r-1")
        #expect(instance.ownerID == "222222222222")
        #expect(instance.clientToken == "t-1")
        #expect(service.form() == ["InstanceId.1=i-1"])
    }
}

extension EC2 {
    fileprivate static func instances(inXML body: [UInt8]) throws(XMLError) -> [Instance] {
        let client = AWSClient(region: "r", credentials: StaticCredentials(.example), http: HTTPClient())
        let ec2 = EC2(client: client)
        let xml = XMLReader(body)
        _ = try xml.root()
        let page = try ec2.page(xml, "reservationSet") { items throws(XMLError) in
            try EC2.reservation(xml, into: &items)
        }
        try xml.finish()
        return page.items
    }
}

/// The same chance at every run.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// Cuts, flips, drops, doubles or swaps something.
    mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        let place = Int.random(in: 0..<bytes.count, using: &self)
        let other = Int.random(in: 0..<bytes.count, using: &self)
        switch Int.random(in: 0..<5, using: &self) {
        case 0: bytes.removeLast(bytes.count - place)
        case 1: bytes[place] ^= UInt8(truncatingIfNeeded: 1 << Int.random(in: 0..<8, using: &self))
        case 2: bytes.removeSubrange(min(place, other)..<max(place, other))
        case 3: bytes.insert(contentsOf: bytes[min(place, other)..<max(place, other)], at: place)
        default: bytes.swapAt(place, other)
        }
        return bytes
    }
}
