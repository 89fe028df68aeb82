import HTTPClient
import XML

extension AWSClient {
    /// Sends a call whose answer is in its headers and body.
    func send(_ rest: RESTCall) async throws(AWSError) -> HTTPResponse {
        try await send(rest.call) { response throws(AnswerFault) in
            // S3 may begin a long answer with 200 and then put an error into it; the body of an object is anything.
            if rest.method == "PUT", !response.body.isEmpty {
                let xml = XMLReader(response.body)
                if let root = try? xml.root(), AnswerFault.isErrorRoot(root) {
                    throw AnswerFault(response, rest.service.wire)
                }
            }
            return response
        }
    }
}
