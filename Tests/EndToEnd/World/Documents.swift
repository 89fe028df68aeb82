import FoundationEssentials
import Subprocess
import Testing

/// What `tend plan --json` prints, as far as the tests look at it.
struct PlanDocument: Decodable, Sendable {
    let format: String
    let digest: String
    let summary: Summary
    let steps: [Step]

    struct Summary: Decodable, Sendable {
        let steps: Int
        let exitStatus: Int32
    }

    struct Step: Decodable, Sendable {
        let environment: String
        let action: String
        let subject: String
    }

    /// What is done in each environment, in order.
    var effects: [String: [String]] {
        Dictionary(grouping: steps, by: \.environment).mapValues { $0.map { "\($0.action) \($0.subject)" } }
    }
}

/// A line of `tend audit log --json`.
struct TrailEntry: Decodable, Sendable {
    let sequence: Int
    let kind: String
    let environment: String?
    let subject: String?
    let payload: Payload

    struct Payload: Decodable, Sendable {
        let action: [String: Anything]?
        let text: String?
        let outcome: [String: Outcome]?
    }

    struct Outcome: Decodable, Sendable {
        let result: Result?

        private enum CodingKeys: String, CodingKey { case result = "_0" }

        init(from decoder: any Decoder) throws {
            result = try? decoder.container(keyedBy: CodingKeys.self).decode(Result.self, forKey: .result)
        }
    }

    struct Result: Decodable, Sendable {
        let invocations: [Invocation]
    }

    struct Invocation: Decodable, Sendable {
        let instance: String
        let exitStatus: Int?
        let standardOutput: String
    }

    struct Anything: Decodable, Sendable {
        init(from decoder: any Decoder) throws {}
    }

    /// What was begun, such as `launchInstances fleet/web`.
    var effect: String? {
        guard kind == "intent", let action = payload.action?.keys.first, let subject else { return nil }
        return "\(action) \(subject)"
    }
}

/// What `tend history --json` prints.
struct HistoryDocument: Decodable, Sendable {
    let releases: [Release]

    struct Release: Decodable, Sendable {
        let number: Int
        let images: [String: Image]
        let restores: Int?
    }

    struct Image: Decodable, Sendable {
        let ami: String
        let version: String
    }
}

/// What a daemon answers at `/api/v1/status`.
struct StatusDocument: Decodable, Sendable {
    let format: String
    let commit: String?
    let lastPassAt: String?
    let trouble: String?
    let environments: [Environment]

    struct Environment: Decodable, Sendable {
        let environment: String
        let standing: String
    }

    func standing(of name: String) -> String? { environments.first { $0.environment == name }?.standing }
}

extension World {
    /// The plan as other programs get it.
    func plan(_ arguments: String...) async throws -> PlanDocument {
        let result = try await command(["plan", "--json"] + arguments).run()
        return try JSONDecoder().decode(PlanDocument.self, from: Data(result.standardOutput))
    }

    /// Every entry of the audit trail, oldest first.
    func trail() async throws -> [TrailEntry] {
        let result = try await tend("audit", "log", "--json", "--limit", "100000")
        let hasSucceeded = result.succeeded
        try #require(hasSucceeded, "\(result.standardErrorText)")
        return try result.standardOutput.split(separator: UInt8(ascii: "\n")).map {
            try JSONDecoder().decode(TrailEntry.self, from: Data($0))
        }
    }

    /// The releases of an environment, oldest first.
    func releases(of environment: String) async throws -> [HistoryDocument.Release] {
        let result = try await tend("history", environment, "--json")
        let hasSucceeded = result.succeeded
        try #require(hasSucceeded, "\(result.standardErrorText)")
        return try JSONDecoder().decode(HistoryDocument.self, from: Data(result.standardOutput)).releases
    }

    /// Whether `tend audit verify` finds the trail whole.
    func expectWholeTrail(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let result = try await tend("audit", "verify")
        #expect(result.succeeded, "\(result.standardErrorText)", sourceLocation: sourceLocation)
    }
}

extension ProcessResult {
    /// The exit status; -1 for a signal.
    var code: Int32 {
        if case .exited(let code) = status { code } else { -1 }
    }

    /// Both streams, for a test that failed.
    var text: String { standardOutputText + standardErrorText }

    /// Requires an exit status, and shows what was written otherwise.
    func expect(_ wanted: Int32, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(code == wanted, "exit status \(code), not \(wanted):\n\(text)", sourceLocation: sourceLocation)
    }

    /// Requires a text in what was written.
    func expect(writes wanted: String, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(text.contains(wanted), "not written: \(wanted)\nbut:\n\(text)", sourceLocation: sourceLocation)
    }
}
