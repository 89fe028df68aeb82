import FoundationEssentials
import Synchronization

@testable import Commands

/// A person at a keyboard: what they type, and what they get to see.
final class Session: Sendable {
    private let shown = Mutex((output: "", errors: "", questions: [String]()))
    private let answer: String?
    let environment: [String: String]
    let directory: String

    /// - Parameter answer: What is typed when something is asked; `nil` for a session in which nobody can be asked.
    init(directory: String = "/nonexistent", environment: [String: String] = [:], answer: String? = nil) {
        self.directory = directory
        self.environment = environment
        self.answer = answer
    }

    var output: String { shown.withLock { $0.output } }
    var errors: String { shown.withLock { $0.errors } }
    var questions: [String] { shown.withLock { $0.questions } }

    var surroundings: Surroundings {
        let ask: @Sendable (String) -> String? = { question in
            self.shown.withLock { $0.questions.append(question) }
            return self.answer
        }
        return Surroundings(
            environment: environment, directory: directory, person: "dev@laptop",
            output: { text in self.shown.withLock { $0.output += text } },
            errors: { text in self.shown.withLock { $0.errors += text } }, isTerminal: false,
            ask: answer == nil ? nil : ask)
    }

    /// Runs a command line and gives its exit status.
    func run(_ arguments: String...) async -> Int32 { await Tend.run(arguments, surroundings) }
}
