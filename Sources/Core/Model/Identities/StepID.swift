/// One step of an image's workflow, unique in the workflow.
public struct StepID: Identity {
    /// The step id as written in `step_param.json`.
    public let text: String
    /// What a well-formed one looks like.
    public static let rule = "letters, digits and . _ -, at most 64 characters, starting with a letter or digit"

    /// `nil` when the text does not follow `rule`.
    public init?(_ text: String) {
        guard let first = text.first, first.isPortable, text.count <= 64,
            text.allSatisfy({ $0.isPortable || "._-".contains($0) })
        else { return nil }
        self.text = text
    }
}
