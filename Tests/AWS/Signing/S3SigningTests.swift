import FoundationEssentials
import Logging
import Testing

@testable import AWS

/// The examples of the S3 guide ("Signature Calculations for the Authorization Header", "Using Query Parameters").
@Suite struct S3SigningTests {
    private let signer = SigV4(
        service: "s3", region: "us-east-1",
        credentials: AWSCredentials(
            accessKeyID: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: Secret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")),
        date: Date(timeIntervalSince1970: 1_369_353_600), isS3: true)

    private func request(_ method: String, _ path: String) -> SigningRequest {
        SigningRequest(method: method, scheme: "https", host: "examplebucket.s3.amazonaws.com", path: path)
    }

    private func signature(_ request: SigningRequest) -> Substring? {
        signer.sign(request).headers.last { $0.name == "Authorization" }?.value.split(separator: "=").last
    }

    @Test("GET of a range of an object")
    func get() {
        var request = request("GET", "/test.txt")
        request.headers = [("Range", "bytes=0-9")]
        #expect(signature(request) == "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41")
    }

    @Test("PUT of an object whose key has a character that must be encoded once, not twice")
    func put() {
        var request = request("PUT", PercentEncoding.encodePath("/test$file.text"))
        request.headers = [
            ("Date", "Fri, 24 May 2013 00:00:00 GMT"), ("x-amz-storage-class", "REDUCED_REDUNDANCY"),
        ]
        request.body = Array("Welcome to Amazon S3.".utf8)
        #expect(signature(request) == "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd")
    }

    @Test("GET of a bucket's lifecycle: a parameter without a value")
    func lifecycle() {
        var request = request("GET", "/")
        request.query = [("lifecycle", "")]
        #expect(signature(request) == "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543")
    }

    @Test("GET of a list of objects")
    func list() {
        var request = request("GET", "/")
        request.query = [("prefix", "J"), ("max-keys", "2")]
        #expect(signature(request) == "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7")
    }

    @Test("An address for a day")
    func presigned() {
        #expect(
            signer.presign(request("GET", "/test.txt"), expiresIn: 86_400).query.last?.value
                == "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404")
    }

    @Test("An address has the session's token in it, signed along")
    func presignedWithToken() {
        var signer = signer
        signer.credentials.sessionToken = Secret("to/ken+=")
        let url = signer.presign(request("GET", "/a%20b"), expiresIn: 60).url
        #expect(url.hasPrefix("https://examplebucket.s3.amazonaws.com/a%20b?X-Amz-Algorithm=AWS4-HMAC-SHA256&"))
        #expect(url.contains("&X-Amz-Security-Token=to%2Fken%2B%3D&"))
        #expect(url.contains("&X-Amz-Expires=60&"))
    }
}
