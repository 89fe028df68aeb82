/// What belongs at a place in a file. The check of the files and the JSON Schemas both come from it.
indirect enum Shape: Sendable {
    /// Text of a form.
    case text(TextForm)
    /// A whole number.
    case number(ClosedRange<Int>)
    /// `true` or `false`.
    case boolean
    /// One of several words.
    case choice([Choice])
    /// A list.
    case list(Shape, isEmptyAllowed: Bool = true)
    /// Keys of the user's own, all with the same shape of value.
    case map(TextForm, Shape, isEmptyAllowed: Bool = true)
    /// Keys that are known.
    case record(Record)
    /// One of several shapes, told apart by how the value is written.
    case either([Shape])
    /// A shape, or `null`.
    case orNull(Shape)
    /// Whatever the user likes.
    case anything
    /// A shape that is accepted without the full effect.
    case pending(Support, Shape)

    /// What becomes of something that this version doesn't act on.
    enum Support: Sendable {
        /// It has no effect yet.
        case ignored
        /// Nothing is done for the fleet.
        case blocksFleet
    }

    /// A word that is allowed.
    struct Choice: Sendable {
        var word: String
        var support: Support?

        init(_ word: String, _ support: Support? = nil) {
            self.word = word
            self.support = support
        }
    }

    /// The noun for "expected …".
    var noun: String {
        switch self {
        case .text(let form): form.noun
        case .number: "a whole number"
        case .boolean: "true or false"
        case .choice(let choices): choices.count == 1 ? "'\(choices[0].word)'" : "a word"
        case .list: "a list"
        case .map, .record: "a mapping of keys to values"
        case .either(let shapes): shapes.map(\.noun).joined(separator: " or ")
        case .orNull(let shape): shape.noun + " or null"
        case .anything: "a value"
        case .pending(_, let shape): shape.noun
        }
    }
}

/// A mapping whose keys are known.
struct Record: Sendable {
    /// What it describes, for schemas.
    var title: String
    /// The keys in the order in which people write them.
    var keys: [Key]
    /// Whether the user may add keys of their own.
    var isOpen = false
    /// Groups of keys of which exactly one must be there.
    var exactlyOne: [[String]] = []
    /// Keys that need another key.
    var needs: [(key: String, other: String)] = []
}

/// A key of a record.
struct Key: Sendable {
    var name: String
    var shape: Shape
    var isRequired: Bool
    /// What it means, for editors.
    var documentation: String
    /// What to do when it is required and missing.
    var advice: String?

    init(_ name: String, _ shape: Shape, _ documentation: String, required: Bool = false, advice: String? = nil) {
        self.name = name
        self.shape = shape
        self.documentation = documentation
        self.isRequired = required
        self.advice = advice
    }
}
