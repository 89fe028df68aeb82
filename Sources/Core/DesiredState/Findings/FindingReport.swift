import Model

/// Findings as people and programs read them.
public struct FindingReport: Sendable {
    /// The findings, by file and place.
    public let findings: [Finding]

    /// A report on findings in the order of their files and places.
    public init(_ findings: [Finding]) {
        self.findings = findings
    }

    /// As a compiler writes it: each finding with its line and a caret, then the counts. Empty when there is nothing to say.
    ///
    ///     environments/prd.yaml:7:5: error: unknown key 'replcias'; did you mean 'replicas'?
    ///         replcias: 4
    ///         ^
    ///     1 error
    public var text: String {
        guard !findings.isEmpty else { return "" }
        return findings.map(Self.block).joined() + counts + "\n"
    }

    /// `1 error, 2 warnings`
    public var counts: String {
        let errors = findings.filter { $0.severity == .error }.count
        let warnings = findings.count - errors
        var parts: [String] = []
        if errors > 0 { parts.append(errors == 1 ? "1 error" : "\(errors) errors") }
        if warnings > 0 { parts.append(warnings == 1 ? "1 warning" : "\(warnings) warnings") }
        return parts.joined(separator: ", ")
    }

    /// A JSON array with an object for each finding: `file`, `line`, `column`, `severity`, `code`, `message`, `notes`.
    public var json: String {
        JSONText.array(findings.map(Self.object)).pretty() + "\n"
    }

    private static func block(_ finding: Finding) -> String {
        var text = finding.summary + "\n"
        if let line = finding.sourceLine {
            let excerpt = excerpt(line, column: finding.place.column)
            text += "    \(excerpt.line)\n    \(excerpt.caret)\n"
        }
        for note in finding.notes {
            text += "\(note.place): note: \(note.message)\n"
        }
        return text
    }

    /// The line, or the part of a long line around the column, and a line with a caret below the column.
    private static func excerpt(_ line: String, column: Int) -> (line: String, caret: String) {
        let scalars = Array(line.unicodeScalars)
        let at = min(max(column - 1, 0), scalars.count)
        let first = at > widest - 20 ? at - widest / 2 : 0
        let last = min(scalars.count, first + widest)
        var shown = first > 0 ? "…" : ""
        var caret = first > 0 ? " " : ""
        for (index, scalar) in zip(first..<last, scalars[first..<last]) {
            shown.unicodeScalars.append(isShown(scalar) ? scalar : "\u{FFFD}")
            // A tab is repeated, so that the caret stands below its column however wide the tab is.
            if index < at { caret += scalar == "\t" ? "\t" : " " }
        }
        return (shown + (last < scalars.count ? "…" : ""), caret + "^")
    }

    private static let widest = 100

    /// Whether a terminal shows the character and does nothing else with it.
    private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control: scalar == "\t"
        case .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: false
        default: true
        }
    }

    private static func object(_ finding: Finding) -> JSONText {
        .object(
            position(finding.place) + [
                ("severity", .string(finding.severity.rawValue)),
                ("code", .string(finding.reason.code)),
                ("message", .string(finding.message)),
                (
                    "notes",
                    .array(finding.notes.map { .object(position($0.place) + [("message", .string($0.message))]) })
                ),
            ])
    }

    private static func position(_ place: SourcePlace) -> [(String, JSONText)] {
        [
            ("file", .string(place.file)), ("line", .number("\(place.line)")), ("column", .number("\(place.column)")),
        ]
    }
}
