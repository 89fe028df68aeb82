import FoundationEssentials
import Logging
import Testing

@testable import AWS

/// The examples that AWS publishes for Signature Version 4: the test suite, and the one in the IAM guide.
@Suite struct SigV4SuiteTests {
    private let suite = SigV4(
        service: "service", region: "us-east-1",
        credentials: AWSCredentials(
            accessKeyID: "AKIDEXAMPLE", secretAccessKey: Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")),
        date: Date(timeIntervalSince1970: 1_440_938_160), isS3: false)

    private func signature(
        _ method: String = "GET", _ path: String = "/", query: [(name: String, value: String)] = [],
        headers: [(name: String, value: String)] = [], body: String = "", by signer: SigV4? = nil
    ) -> String {
        let signed = (signer ?? suite).sign(
            SigningRequest(
                method: method, scheme: "https", host: "example.amazonaws.com", path: path, query: query,
                headers: headers, body: Array(body.utf8)))
        let authorization = signed.headers.last { $0.name == "Authorization" }?.value ?? ""
        return authorization.split(separator: "=").last.map(String.init) ?? ""
    }

    @Test("get-vanilla, with its whole Authorization header")
    func vanilla() {
        let signed = suite.sign(
            SigningRequest(method: "GET", scheme: "https", host: "example.amazonaws.com", path: "/"))
        #expect(
            signed.headers.last?.value
                == "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
                + "SignedHeaders=host;x-amz-date, "
                + "Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")
        #expect(signed.headers.first?.value == "20150830T123600Z")
    }

    @Test(
        "Paths: normalize-path of the suite, get-utf8 and get-space",
        arguments: [
            ("/example/..", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
            ("/example1/example2/../..", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
            ("//", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
            ("/./", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
            ("/./example", "ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5"),
            ("//example//", "9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84"),
            ("/example space/", "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741"),
            ("/ሴ", "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"),
        ])
    func paths(path: String, expected: String) {
        #expect(signature("GET", path) == expected)
    }

    @Test("get-vanilla-query-order-key-case, get-vanilla-query-unreserved, get-vanilla-empty-query-key")
    func queries() {
        #expect(
            signature(query: [("Param2", "value2"), ("Param1", "value1")])
                == "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500")
        let unreserved = "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
        #expect(
            signature(query: [(unreserved, unreserved)])
                == "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197")
        #expect(
            signature(query: [("Param1", "value1")])
                == "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb")
    }

    @Test("get-header-key-duplicate and get-header-value-trim")
    func headers() {
        #expect(
            signature(headers: [("My-Header1", "value2"), ("My-Header1", "value2"), ("My-Header1", "value1")])
                == "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea")
        #expect(
            signature(headers: [("My-Header1", " value1"), ("My-Header2", " \"a   b   c\"")])
                == "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736")
    }

    @Test("post-vanilla, post-x-www-form-urlencoded and post-sts-header-before")
    func posts() {
        #expect(signature("POST") == "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b")
        #expect(
            signature(
                "POST", headers: [("Content-Type", "application/x-www-form-urlencoded")], body: "Param1=value1")
                == "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a")
        var session = suite
        session.credentials.sessionToken = Secret(
            "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8Y"
                + "UuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx"
                + "6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIl"
                + "TJabIQwj2ICCR/oLxBA==")
        #expect(
            signature("POST", by: session) == "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead")
    }

    @Test("The IAM guide's ListUsers, step by step")
    func listUsers() {
        var signer = suite
        signer.service = "iam"
        var request = SigningRequest(method: "GET", scheme: "https", host: "iam.amazonaws.com", path: "/")
        request.query = [("Action", "ListUsers"), ("Version", "2010-05-08")]
        request.headers = [
            ("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"), ("X-Amz-Date", "20150830T123600Z"),
        ]
        let working = signer.working(
            request, payload: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(
            working.canonicalRequest == """
                GET
                /
                Action=ListUsers&Version=2010-05-08
                content-type:application/x-www-form-urlencoded; charset=utf-8
                host:iam.amazonaws.com
                x-amz-date:20150830T123600Z

                content-type;host;x-amz-date
                e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
                """)
        #expect(
            working.stringToSign == """
                AWS4-HMAC-SHA256
                20150830T123600Z
                20150830/us-east-1/iam/aws4_request
                f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59
                """)
        #expect(working.signature == "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7")
    }
}
