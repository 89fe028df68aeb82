import Model
import Reconciliation

/// What an entry tells, typed.
public enum EntryContent: Hashable, Sendable {
    /// An action is about to be performed.
    case intent(Intent)
    /// What became of an action.
    case outcome(OutcomeRecord)
    /// Something that is not an effect.
    case note(JournalNote)
    /// A release was cut.
    case release(Release)
    /// Something that a newer tend wrote.
    case unknown
}

/// What the trail keeps of a conclusion: the intent stands in an entry of its own, found by the action's id.
public struct OutcomeRecord: Hashable, Codable, Sendable {
    /// What was done, such as `launchInstances`.
    public var verb: String
    /// How it ended.
    public var outcome: Conclusion.Outcome

    /// A record from its parts.
    public init(verb: String, outcome: Conclusion.Outcome) {
        self.verb = verb
        self.outcome = outcome
    }
}

extension Entry {
    /// What the entry tells.
    /// - Throws: ``AuditTrailError`` with `unreadableEntry` when the payload is not what the kind promises.
    public var content: EntryContent {
        get throws {
            switch kind {
            case .intent: .intent(try Payload.value(Intent.self, from: payload))
            case .outcome, .recovered: .outcome(try Payload.value(OutcomeRecord.self, from: payload))
            case .release: .release(try Payload.value(Release.self, from: payload))
            default:
                JournalNote.Kind(rawValue: kind.rawValue) == nil
                    ? .unknown : .note(try Payload.value(JournalNote.self, from: payload))
            }
        }
    }

    /// What the entry tells, in one line for people: `launch 2 × web@1.4.2 (t3.small)`, `done: launched i-0abc`.
    public var headline: String {
        guard let content = try? content else { return "(can't be read)" }
        switch content {
        case .intent(let intent): return intent.action.line
        case .outcome(let record):
            return switch record.outcome {
            case .done(let result): "done: \(result.summary)"
            case .failed(let failure): "failed: \(failure)"
            case .recoveredDone(let result): "was done, found later: \(result.summary)"
            case .recoveredNotDone(let why): "was not done, found later: \(why)"
            case .indeterminate(let why): "indeterminate: \(why)"
            }
        case .note(let note): return note.text
        case .release(let release):
            let images = release.content.images.sorted { $0.key < $1.key }
                .map { "\($0.key) \($0.value.version)" }.joined(separator: ", ")
            let restores = release.restores.map { ", restores release \($0)" } ?? ""
            return "release \(release.number)" + (images.isEmpty ? "" : ": \(images)") + restores
        case .unknown: return kind.rawValue
        }
    }
}
