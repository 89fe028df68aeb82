import FoundationEssentials
import HTTPServer
import Synchronization

/// An AWS on loopback that has one account with nothing in it, and in which nothing can be done.
final class EmptyAWS: Sendable {
    private final class Calls: Sendable {
        let operations = Mutex<[String]>([])
    }

    private let calls: Calls
    private let server: HTTPServer

    /// - Parameter isBroken: Whether every read is answered with HTTP 500 and a page of HTML.
    init(isBroken: Bool = false) throws {
        let calls = Calls()
        self.calls = calls
        server = try HTTPServer { request in
            let body = String(decoding: request.body, as: UTF8.self)
            let operation =
                request.header("X-Amz-Target")?.split(separator: ".").last.map(String.init)
                ?? body.split(separator: "&").first { $0.hasPrefix("Action=") }.map { String($0.dropFirst(7)) } ?? ""
            calls.operations.withLock { $0.append(operation) }
            return Self.answer(operation, isBroken)
        }
    }

    deinit { server.stop() }

    /// What was asked for beside reads.
    var effects: [String] {
        calls.operations.withLock { $0.filter { !$0.hasPrefix("Describe") && !$0.hasPrefix("Get") } }
    }

    /// The environment of a process that uses it.
    func environment(_ scratch: Scratch) -> [String: String] {
        [
            "AWS_ENDPOINT_URL": "http://127.0.0.1:\(server.port)", "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
            "AWS_SECRET_ACCESS_KEY": "verySecretKey", "AWS_MAX_ATTEMPTS": "1", "PATH": "/usr/bin:/bin",
            "TEND_STATE": "\(scratch.path)/state",
        ]
    }

    private static func answer(_ operation: String, _ isBroken: Bool) -> HTTPServerResponse {
        if isBroken, operation != "GetCallerIdentity" {
            return .text("<!doctype html><title>500</title>", status: 500, contentType: "text/html")
        }
        return switch operation {
        case "GetCallerIdentity":
            xml(
                "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::111111111111:user/ci</Arn>"
                    + "<UserId>AIDA</UserId><Account>111111111111</Account></GetCallerIdentityResult>"
                    + "</GetCallerIdentityResponse>")
        case "DescribeInstances": xml("<DescribeInstancesResponse><reservationSet/></DescribeInstancesResponse>")
        case "DescribeImages": xml("<DescribeImagesResponse><imagesSet/></DescribeImagesResponse>")
        case "DescribeStacks":
            xml(
                "<DescribeStacksResponse><DescribeStacksResult><Stacks/></DescribeStacksResult></DescribeStacksResponse>"
            )
        case "GetParametersByPath": .text("{\"Parameters\":[]}", contentType: "application/x-amz-json-1.1")
        default: .text("<!doctype html><title>501</title>", status: 501, contentType: "text/html")
        }
    }

    private static func xml(_ body: String) -> HTTPServerResponse { .text(body, contentType: "text/xml") }
}
