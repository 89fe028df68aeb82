import HTTPClient
import XML

extension AWSClient {
    /// Sends a form and reads the answer's XML.
    /// - Parameter read: Is called with the element open that holds the result: the root of an EC2 answer, the
    ///   `…Result` within the root of others'.
    func send<Output: Sendable>(
        _ form: QueryForm, _ read: (XMLReader) throws(XMLError) -> Output
    ) async throws(AWSError) -> Output {
        try await send(call(form)) { response throws(AnswerFault) in
            try Self.decode(response, form.service.wire, form.operation, read)
        }
    }

    /// Sends a form whose answer says nothing but that it was done.
    func send(_ form: QueryForm) async throws(AWSError) {
        try await send(call(form)) { response throws(AnswerFault) in
            try Self.decode(response, .ec2Query(version: ""), form.operation) { _ throws(XMLError) in }
        }
    }

    private func call(_ form: QueryForm) -> AWSCall {
        AWSCall(
            service: form.service, operation: form.operation, repetition: form.repetition,
            headers: [("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")], body: form.body)
    }

    private static func decode<Output>(
        _ response: HTTPResponse, _ wire: AWSService.WireProtocol, _ operation: String,
        _ read: (XMLReader) throws(XMLError) -> Output
    ) throws(AnswerFault) -> Output {
        let xml = XMLReader(response.body)
        do {
            let root = try xml.root()
            if AnswerFault.isErrorRoot(root) { throw AnswerFault(response, wire) }
            guard root == "\(operation)Response" else {
                throw AnswerFault(response, problem: "its root is <\(root)>, not <\(operation)Response>")
            }
            let output = try result(xml, wire, operation, read)
            try xml.finish()
            return output
        } catch let error as XMLError {
            throw AnswerFault(response, problem: error.description)
        } catch let fault as AnswerFault {
            throw fault
        } catch {
            throw AnswerFault(response, problem: "\(error)")
        }
    }

    private static func result<Output>(
        _ xml: XMLReader, _ wire: AWSService.WireProtocol, _ operation: String,
        _ read: (XMLReader) throws(XMLError) -> Output
    ) throws(XMLError) -> Output {
        guard case .query = wire else { return try read(xml) }
        var output: Output?
        try xml.forEachChild { name throws(XMLError) in
            if name == "\(operation)Result" { output = try read(xml) }
        }
        guard let output else { throw .missing(element: "\(operation)Result", parent: "\(operation)Response") }
        return output
    }
}
