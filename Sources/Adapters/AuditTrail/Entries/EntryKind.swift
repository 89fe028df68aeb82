import Reconciliation

/// What kind of thing an entry records. A file written by a newer tend may hold kinds that this one doesn't know: they are
/// kept, listed and verified like the others.
public struct EntryKind: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The kind as it is stored and shown.
    public let rawValue: String

    /// A kind by its stored text.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The kind of a note.
    public init(_ kind: JournalNote.Kind) { rawValue = kind.rawValue }

    /// An action is about to be performed.
    public static let intent = EntryKind(rawValue: "intent")
    /// What became of an action.
    public static let outcome = EntryKind(rawValue: "outcome")
    /// What was found out later about an action whose process had died.
    public static let recovered = EntryKind(rawValue: "recovered")
    /// A release was cut.
    public static let release = EntryKind(rawValue: "release")

    /// Every kind that this tend writes.
    public static let known: [EntryKind] =
        [.intent, .outcome, .recovered, .release] + JournalNote.Kind.allCases.map(EntryKind.init)

    /// The stored text.
    public var description: String { rawValue }
}
