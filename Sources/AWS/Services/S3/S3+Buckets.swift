extension S3 {
    /// Whether a bucket exists and the caller may use it. Somebody else's is a 403, which is thrown; one in another
    /// region a 301.
    public func headBucket(_ bucket: String) async throws(AWSError) -> Bool {
        let call = try call("HeadBucket", "HEAD", bucket)
        do {
            _ = try await client.send(call)
            return true
        } catch  where error.fault?.status == 404 {
            return false
        }
    }

    /// Makes a bucket in the client's region. One that is the caller's already is no error.
    public func createBucket(_ bucket: String) async throws(AWSError) {
        var call = try call("CreateBucket", "PUT", bucket)
        // S3 refuses to be told its home region.
        if client.region != "us-east-1" {
            call.headers.append(("Content-Type", "application/xml"))
            call.body = Array(
                """
                <CreateBucketConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">\
                <LocationConstraint>\(client.region)</LocationConstraint></CreateBucketConfiguration>
                """.utf8)
        }
        do {
            _ = try await client.send(call)
        } catch  where error.code == "BucketAlreadyOwnedByYou" {
            return
        }
    }
}
