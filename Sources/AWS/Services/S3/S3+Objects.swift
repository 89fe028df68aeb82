import FoundationEssentials
import HTTPClient
import Logging

extension S3 {
    /// What S3 says of an object.
    public struct ObjectHead: Hashable, Sendable {
        /// Its entity tag, in quotation marks.
        public var eTag: String
        /// In bytes.
        public var contentLength: Int?
        /// Its media type.
        public var contentType: String?
        /// Its version, in a bucket that keeps versions.
        public var versionID: String?
        /// When it was written.
        public var lastModified: Date?
        /// Its `x-amz-meta-` headers, without that prefix, in lower case.
        public var metadata: [String: String]
    }

    /// An object.
    public struct Object: Hashable, Sendable {
        /// What S3 says of it.
        public var head: ObjectHead
        /// What it holds.
        public var body: [UInt8]
    }

    /// Whether, and as what, an object exists.
    /// - Returns: `nil` when it doesn't. Without the permission to list the bucket S3 says 403 instead, which is
    ///   thrown.
    public func headObject(bucket: String, key: String) async throws(AWSError) -> ObjectHead? {
        let call = try call("HeadObject", "HEAD", bucket, key)
        do {
            return ObjectHead(try await client.send(call).headers)
        } catch  where error.fault?.status == 404 {
            return nil
        }
    }

    /// Reads an object of at most 64 MiB.
    public func getObject(bucket: String, key: String) async throws(AWSError) -> Object {
        let answer = try await client.send(try call("GetObject", "GET", bucket, key))
        return Object(head: ObjectHead(answer.headers), body: answer.body)
    }

    /// Writes an object, over one that exists.
    /// - Returns: Its entity tag.
    @discardableResult
    public func putObject(
        bucket: String, key: String, body: [UInt8], contentType: String = "application/octet-stream",
        metadata: [String: String] = [:]
    ) async throws(AWSError) -> String {
        let call = try putCall(bucket, key, body, contentType, metadata)
        return try await client.send(call).headers["ETag"] ?? ""
    }

    /// Writes an object unless there is one of that key (`If-None-Match: *`).
    ///
    /// After a failure whose `effectMayHaveHappened`, read the object to know whose it is.
    /// - Returns: Whether it was written; `false` when one was there.
    public func putObjectIfAbsent(
        bucket: String, key: String, body: [UInt8], contentType: String = "application/octet-stream",
        metadata: [String: String] = [:]
    ) async throws(AWSError) -> Bool {
        var call = try putCall(bucket, key, body, contentType, metadata)
        call.headers.append(("If-None-Match", "*"))
        // Repeated after a lost answer it would meet its own object and say "was there".
        call.repetition = .unsafe
        do {
            _ = try await client.send(call)
            return true
        } catch  where error.fault?.status == 412 {
            return false
        }
    }

    /// An address under which anybody can read an object for a while. It is a secret as long as it works.
    /// - Parameter seconds: 1 to 604,800; it ends earlier with the credentials that sign it.
    public func presignGetObject(
        bucket: String, key: String, expiresIn seconds: Int = 3600
    ) async throws(AWSError) -> Secret {
        let call = try call("GetObject", "GET", bucket, key)
        guard (1...604_800).contains(seconds) else {
            throw AWSError(.s3, "GetObject", .refused("an address for \(seconds) s; S3 takes 1 to 604,800"))
        }
        return try await client.presign(call, expiresIn: seconds)
    }

    private func putCall(
        _ bucket: String, _ key: String, _ body: [UInt8], _ contentType: String, _ metadata: [String: String]
    ) throws(AWSError) -> RESTCall {
        var call = try call("PutObject", "PUT", bucket, key)
        call.body = body
        call.headers.append(("Content-Type", contentType))
        for (name, value) in metadata.sorted(by: { $0.key < $1.key }) {
            call.headers.append(("x-amz-meta-\(name.lowercased())", value))
        }
        return call
    }
}

extension S3.ObjectHead {
    init(_ headers: HTTPHeaders) {
        eTag = headers["ETag"] ?? ""
        contentLength = headers["Content-Length"].flatMap { Int($0) }
        contentType = headers["Content-Type"]
        versionID = headers["x-amz-version-id"]
        lastModified = headers["Last-Modified"].flatMap { AWSTimestamp.http($0) }
        metadata = [:]
        for field in headers.fields {
            let name = field.name.lowercased()
            if name.hasPrefix("x-amz-meta-") { metadata[String(name.dropFirst("x-amz-meta-".count))] = field.value }
        }
    }
}
