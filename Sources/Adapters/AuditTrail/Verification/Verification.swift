/// What verifying a trail found.
public struct Verification: Hashable, Sendable {
    /// The head of what was read and found whole: all of the trail, or what comes before the first bad entry.
    public let head: TrailHead
    /// What is wrong with the file and its tables, then the first bad entry.
    public let findings: [Finding]

    /// True when nothing is wrong that the file alone can show. A trail that was cut off at its end, replaced by an older copy
    /// or rewritten whole from some entry on looks whole too: only a head that is kept elsewhere tells.
    public var isWhole: Bool { findings.isEmpty }

    /// One thing that is wrong.
    public enum Finding: Hashable, Sendable, CustomStringConvertible {
        /// The content of an entry was changed after it was written.
        case edited(Int64)
        /// Entries are missing.
        case deleted(ClosedRange<Int64>)
        /// Entries were put among the others.
        case inserted(ClosedRange<Int64>)
        /// An entry stands where another one was written.
        case reordered(Int64, writtenAs: Int64)
        /// An entry is whole in itself but doesn't follow from the one before it.
        case broken(Int64)
        /// A row is not what an entry can be.
        case malformed(Int64, String)
        /// What an entry keeps beside it is missing.
        case attachmentMissing(Int64)
        /// What an entry keeps beside it was changed.
        case attachmentEdited(Int64)
        /// A table, an index or a trigger is missing, was changed, or was added.
        case schema(String)
        /// SQLite finds the file itself damaged.
        case file(String)

        /// The first bad entry, or the first that is missing; nil when it is not about an entry.
        public var sequence: Int64? {
            switch self {
            case .edited(let sequence), .reordered(let sequence, _), .broken(let sequence), .malformed(let sequence, _),
                .attachmentMissing(let sequence), .attachmentEdited(let sequence):
                sequence
            case .deleted(let range), .inserted(let range): range.lowerBound
            case .schema, .file: nil
            }
        }

        /// What is wrong, in a sentence.
        public var description: String {
            switch self {
            case .edited(let n): "entry \(n) was edited: its content does not give the hash that was written with it"
            case .deleted(let range):
                "\(Self.entries(range)) missing: \(range.count == 1 ? "it was" : "they were") deleted"
            case .inserted(let range): "\(Self.entries(range)) not part of the trail: inserted afterwards"
            case .reordered(let n, let m): "entry \(n) is out of order: it was written as entry \(m)"
            case .broken(let n):
                "entry \(n) does not follow from the entry before it: entries were replaced, inserted or deleted here"
            case .malformed(let n, let why): "entry \(n) is malformed: \(why)"
            case .attachmentMissing(let n): "the attachment of entry \(n) is missing"
            case .attachmentEdited(let n): "the attachment of entry \(n) was edited"
            case .schema(let what): "the tables are not as tend made them: \(what)"
            case .file(let what): "the file is damaged: \(what)"
            }
        }

        private static func entries(_ range: ClosedRange<Int64>) -> String {
            range.count == 1 ? "entry \(range.lowerBound) is" : "entries \(range.lowerBound) to \(range.upperBound) are"
        }
    }
}
