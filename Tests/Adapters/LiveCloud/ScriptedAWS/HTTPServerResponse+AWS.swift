import HTTPServer

extension HTTPServerResponse {
    static func xml(_ body: String, status: Int = 200) -> Self {
        .text(body, status: status, contentType: "text/xml;charset=UTF-8")
    }

    static func json(_ body: String, status: Int = 200) -> Self {
        .text(body, status: status, contentType: "application/x-amz-json-1.1")
    }

    /// An error as EC2 writes it.
    static func ec2Error(_ code: String, _ message: String = "no", status: Int = 400) -> Self {
        .xml(
            "<Response><Errors><Error><Code>\(code)</Code><Message>\(message)</Message></Error></Errors>"
                + "<RequestID>r-ec2</RequestID></Response>", status: status)
    }

    /// An error as STS and CloudFormation write it.
    static func queryError(_ code: String, _ message: String = "no", status: Int = 400) -> Self {
        .xml(
            "<ErrorResponse><Error><Type>Sender</Type><Code>\(code)</Code><Message>\(message)</Message></Error>"
                + "<RequestId>r-query</RequestId></ErrorResponse>", status: status)
    }

    /// An error as SSM writes it.
    static func jsonError(_ type: String, _ message: String = "no", status: Int = 400) -> Self {
        .json("{\"__type\":\"\(type)\",\"message\":\"\(message)\"}", status: status)
    }

    /// What moto says of anything that it doesn't know.
    static let html = HTTPServerResponse.text(
        "<!doctype html>\n<html lang=en><title>500 Internal Server Error</title>", status: 500, contentType: "text/html"
    )

    static func identity(_ account: String) -> Self {
        .xml(
            "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::\(account):user/ci</Arn>"
                + "<UserId>AIDA</UserId><Account>\(account)</Account></GetCallerIdentityResult>"
                + "</GetCallerIdentityResponse>")
    }

    /// One page of instances; `next` says that another follows.
    static func instances(_ instances: [ScriptedState.Instance], next: String? = nil) -> Self {
        .xml(
            "<DescribeInstancesResponse><reservationSet><item><reservationId>r-1</reservationId><instancesSet>"
                + instances.map(item).joined() + "</instancesSet></item></reservationSet>"
                + (next.map { "<nextToken>\($0)</nextToken>" } ?? "") + "</DescribeInstancesResponse>")
    }

    static func item(_ instance: ScriptedState.Instance) -> String {
        "<item><instanceId>\(instance.id)</instanceId><imageId>\(instance.image)</imageId>"
            + "<instanceState><name>\(instance.state)</name></instanceState><instanceType>t3.micro</instanceType>"
            + "<launchTime>2026-11-20T00:00:00.000Z</launchTime><subnetId>\(instance.subnet)</subnetId>"
            + "<tagSet>\(ScriptedState.tags(instance.tags, "item", "key", "value"))</tagSet></item>"
    }
}
