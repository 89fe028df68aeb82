import FoundationEssentials
import HTTPClient
import XML

/// Why an answer isn't the wanted one.
enum AnswerFault: Error {
    case fault(ServiceFault)
    case malformed(MalformedAnswer)

    /// Reads the answer to a request that AWS did not accept.
    init(_ response: HTTPResponse, _ wire: AWSService.WireProtocol) {
        switch wire {
        case .json: self = Self.json(response)
        case .ec2Query, .query, .restXML: self = Self.xml(response)
        }
    }

    /// An answer whose body isn't as it should be.
    init(_ response: HTTPResponse, problem: String) {
        let isHTML = Self.isHTML(response.body)
        self = .malformed(
            MalformedAnswer(
                status: response.status, requestID: Self.requestID(response.headers),
                problem: isHTML ? "it is an HTML page, not an answer of the service" : problem))
    }

    /// At most this much of an error's body is looked at: some proxies answer with a book.
    private static let enough = 64 * 1024

    // MARK: - XML

    private static func xml(_ response: HTTPResponse) -> AnswerFault {
        guard !response.body.isEmpty else { return .fault(bare(response)) }
        let reader = XMLReader(response.body.count <= enough ? response.body : Array(response.body.prefix(enough)))
        var fields = ErrorFields()
        var problem = "it holds no error code"
        do {
            _ = try reader.root()
            try fields.take(reader)
        } catch {
            // What came before the place where it broke off is good enough.
            problem = error.description
        }
        guard let code = fields.code, !code.isEmpty else { return AnswerFault(response, problem: problem) }
        return .fault(
            ServiceFault(
                code: code, message: shortened(fields.message ?? ""),
                requestID: fields.requestID ?? requestID(response.headers), status: response.status))
    }

    /// The error in an XML document, wherever the three protocols put it.
    private struct ErrorFields {
        var code: String?
        var message: String?
        var requestID: String?

        mutating func take(_ xml: XMLReader) throws(XMLError) {
            // A mutating method can't be used by an escaping closure, nor needs to: the closure runs at once.
            var found = self
            defer { self = found }
            try xml.forEachChild { name throws(XMLError) in
                switch name {
                case "Errors", "Error": try found.take(xml)
                case "Code": if found.code == nil { found.code = try xml.text() }
                case "Message": if found.message == nil { found.message = try xml.text() }
                case "RequestID", "RequestId": found.requestID = try xml.text()
                default: break
                }
            }
        }
    }

    /// An XML answer whose root says that it is an error, whatever its status.
    static func isErrorRoot(_ root: String) -> Bool {
        ["Error", "ErrorResponse", "Response"].contains(root)
    }

    // MARK: - JSON

    private static func json(_ response: HTTPResponse) -> AnswerFault {
        let body = try? JSONCoding.decoder().decode(JSONError.self, from: Data(response.body))
        guard let type = response.headers["x-amzn-ErrorType"] ?? body?.type ?? body?.code else {
            if response.body.isEmpty { return .fault(bare(response)) }
            return AnswerFault(response, problem: body == nil ? "it is not JSON" : "it holds no error type")
        }
        return .fault(
            ServiceFault(
                code: shortName(type), message: shortened(body?.message ?? ""), requestID: requestID(response.headers),
                status: response.status))
    }

    private struct JSONError: Decodable {
        var type: String?
        var code: String?
        var message: String?

        private enum CodingKeys: String, CodingKey {
            case type = "__type"
            case code
            case message
            case capitalMessage = "Message"
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            // Anything may stand under these names in a body that isn't AWS's.
            type = try? container.decodeIfPresent(String.self, forKey: .type)
            code = try? container.decodeIfPresent(String.self, forKey: .code)
            message =
                (try? container.decodeIfPresent(String.self, forKey: .message))
                ?? (try? container.decodeIfPresent(String.self, forKey: .capitalMessage))
        }
    }

    /// `com.amazonaws.ssm#ThrottlingException:http://…` is `ThrottlingException`.
    static func shortName(_ type: String) -> String {
        let name = type.split(separator: ":", maxSplits: 1).first ?? ""
        return String(name.split(separator: "#").last ?? name)
    }

    // MARK: - Both

    private static func bare(_ response: HTTPResponse) -> ServiceFault {
        ServiceFault(
            code: "HTTP \(response.status)", message: "", requestID: requestID(response.headers),
            status: response.status)
    }

    static func requestID(_ headers: HTTPHeaders) -> String? {
        headers["x-amzn-RequestId"] ?? headers["x-amz-request-id"] ?? headers["x-amzn-request-id"]
    }

    private static func shortened(_ message: String) -> String {
        message.count > 1000 ? message.prefix(1000) + "…" : message
    }

    private static func isHTML(_ body: [UInt8]) -> Bool {
        let start = String(decoding: body.prefix(200), as: UTF8.self).drop(while: \.isWhitespace).lowercased()
        return start.hasPrefix("<!doctype html") || start.hasPrefix("<html")
    }
}
