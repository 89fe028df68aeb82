import Crypto
import FoundationEssentials

/// AWS Signature Version 4, as the IAM guide specifies it ("Create a signed AWS API request").
struct SigV4: Sendable {
    /// The service's name in signatures.
    var service: String
    var region: String
    var credentials: AWSCredentials
    /// The moment to sign for, by the service's clock.
    var date: Date
    /// S3 signs the path as it is sent and wants the body's digest in a header; the other services sign the path
    /// encoded once more, with its dots resolved.
    var isS3: Bool

    /// What has to be known to find out why a service computes another signature. It holds no secret but the session
    /// token.
    struct Working: Sendable {
        var canonicalRequest: String
        var stringToSign: String
        var signature: String
    }

    /// Signs in headers: `X-Amz-Date`, the session token, S3's body digest and `Authorization` are added.
    func sign(_ request: SigningRequest) -> SigningRequest {
        var signed = request
        let digest = Hex.encode(SHA256.hash(request.body))
        signed.headers.append(("X-Amz-Date", AWSTimestamp.basic(date)))
        if let token = credentials.sessionToken { signed.headers.append(("X-Amz-Security-Token", token.reveal())) }
        if isS3 { signed.headers.append(("X-Amz-Content-SHA256", digest)) }
        let working = working(signed, payload: digest)
        let value =
            "AWS4-HMAC-SHA256 Credential=\(credentials.accessKeyID)/\(scope), "
            + "SignedHeaders=\(signedHeaders(signed)), Signature=\(working.signature)"
        signed.headers.append(("Authorization", value))
        return signed
    }

    /// Signs in the query: whoever has the address can do what it says until it ends.
    func presign(_ request: SigningRequest, expiresIn seconds: Int) -> SigningRequest {
        var signed = request
        signed.query += [
            ("X-Amz-Algorithm", "AWS4-HMAC-SHA256"), ("X-Amz-Credential", "\(credentials.accessKeyID)/\(scope)"),
            ("X-Amz-Date", AWSTimestamp.basic(date)), ("X-Amz-Expires", String(seconds)),
            ("X-Amz-SignedHeaders", signedHeaders(request)),
        ]
        if let token = credentials.sessionToken { signed.query.append(("X-Amz-Security-Token", token.reveal())) }
        signed.query.append(("X-Amz-Signature", working(signed, payload: "UNSIGNED-PAYLOAD").signature))
        return signed
    }

    /// The steps of the computation for a request that has all its headers.
    func working(_ request: SigningRequest, payload: String) -> Working {
        let canonical = [
            request.method, canonicalPath(request.path), request.canonicalQuery,
            headers(request).map { "\($0.name):\($0.value)\n" }.joined(), signedHeaders(request), payload,
        ].joined(separator: "\n")
        let text = [
            "AWS4-HMAC-SHA256", AWSTimestamp.basic(date), scope, Hex.encode(SHA256.hash(Array(canonical.utf8))),
        ].joined(separator: "\n")
        return Working(
            canonicalRequest: canonical, stringToSign: text,
            signature: Hex.encode(HMACSHA256.authenticate(Array(text.utf8), key: key)))
    }

    // MARK: - Parts

    private var day: String { String(AWSTimestamp.basic(date).prefix(8)) }

    private var scope: String { "\(day)/\(region)/\(service)/aws4_request" }

    private var key: [UInt8] {
        [day, region, service, "aws4_request"].reduce(Array("AWS4\(credentials.secretAccessKey.reveal())".utf8)) {
            HMACSHA256.authenticate(Array($1.utf8), key: $0)
        }
    }

    /// Names in lower case and order; values trimmed, runs of spaces made one, those of one name joined.
    private func headers(_ request: SigningRequest) -> [(name: String, value: String)] {
        var values: [String: [String]] = ["host": [request.host]]
        for header in request.headers {
            values[header.name.lowercased(), default: []].append(Self.trimmed(header.value))
        }
        return values.map { (name: $0.key, value: $0.value.joined(separator: ",")) }.sorted { $0.name < $1.name }
    }

    private func signedHeaders(_ request: SigningRequest) -> String {
        headers(request).map(\.name).joined(separator: ";")
    }

    private static func trimmed(_ value: String) -> String {
        value.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
    }

    private func canonicalPath(_ path: String) -> String {
        guard !isS3 else { return path.isEmpty ? "/" : path }
        return PercentEncoding.encodePath(Self.resolved(path))
    }

    /// The path without `.`, `..` and empty parts (RFC 3986 §5.2.4); a slash at its end stays.
    static func resolved(_ path: String) -> String {
        var parts: [Substring] = []
        let given = path.split(separator: "/", omittingEmptySubsequences: false)
        for part in given {
            switch part {
            case "", ".": continue
            case "..": _ = parts.popLast()
            default: parts.append(part)
            }
        }
        let endsOpen = ["", ".", ".."].contains(given.last ?? "")
        return "/" + parts.joined(separator: "/") + (endsOpen && !parts.isEmpty ? "/" : "")
    }
}
