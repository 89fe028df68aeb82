import FoundationEssentials
import HTTPClient

extension AWSClient {
    /// Sends a value as JSON and reads the answer's.
    func send<Input: Encodable & Sendable, Output: Decodable & Sendable>(
        _ service: AWSService, _ operation: String, repetition: Repetition = .safe, _ input: Input
    ) async throws(AWSError) -> Output {
        guard case .json(let version, let target) = service.wire else {
            throw AWSError(service, operation, .refused("the service does not speak JSON"))
        }
        let body: [UInt8]
        do {
            body = Array(try JSONCoding.encoder().encode(input))
        } catch {
            throw AWSError(service, operation, .refused("the request can't be written as JSON"))
        }
        let call = AWSCall(
            service: service, operation: operation, repetition: repetition,
            headers: [
                ("Content-Type", "application/x-amz-json-\(version)"), ("X-Amz-Target", "\(target).\(operation)"),
            ],
            body: body)
        return try await send(call) { response throws(AnswerFault) in try Self.decodeJSON(response, service.wire) }
    }

    private static func decodeJSON<Output: Decodable>(
        _ response: HTTPResponse, _ wire: AWSService.WireProtocol
    ) throws(AnswerFault) -> Output {
        // An operation without output may answer with no body at all.
        let data = response.body.isEmpty ? Data("{}".utf8) : Data(response.body)
        let answer: JSONAnswer<Output>
        do {
            answer = try JSONCoding.decoder().decode(JSONAnswer<Output>.self, from: data)
        } catch {
            throw AnswerFault(response, problem: JSONCoding.problem(error))
        }
        guard let output = answer.output else { throw AnswerFault(response, wire) }
        return output
    }
}
