import Model
import YAML

/// Collects findings while files are read. Every finding is kept once.
final class FindingLog {
    private var findings: Set<Finding> = []
    private var lines: [String: [String]] = [:]
    private var unread: Set<SourcePlace> = []
    private var ignored: Set<String> = []
    private(set) var hasErrors = false

    /// Makes the lines of a file known, so that findings in it can show them.
    func know(_ path: String, _ lines: [String]) { self.lines[path] = lines }

    func error(_ reason: FindingReason, at place: SourcePlace, notes: [Finding.Note] = []) {
        hasErrors = true
        // What the reader of the text refused has been replaced by something that stands for it.
        if unread.contains(place), reason.code != "duplicate-key" { return }
        add(.error, reason, place, notes)
    }

    /// What has no effect is said once for a file and key.
    func warning(_ reason: FindingReason, at place: SourcePlace) {
        if case .notActedOn = reason, !ignored.insert(place.file + ":" + reason.message).inserted { return }
        add(.warning, reason, place, [])
    }

    /// A fault of the YAML or JSON reader.
    func error(_ fault: YAMLFault, in path: String) {
        let place = SourcePlace(file: path, line: fault.place.line, column: fault.place.column)
        let notes = fault.related.map {
            [
                Finding.Note(
                    place: SourcePlace(file: path, line: $0.line, column: $0.column),
                    message: fault.kind == .duplicateKey ? "it is first written here" : "it starts here")
            ]
        }
        error(.text(kind: Self.code(fault.kind), fault.message), at: place, notes: notes ?? [])
        if fault.kind != .type { unread.insert(place) }
    }

    /// Everything found, by file and place.
    var sorted: [Finding] {
        findings.sorted {
            ($0.place.file, $0.place.line, $0.place.column, $0.message)
                < ($1.place.file, $1.place.line, $1.place.column, $1.message)
        }
    }

    private func add(
        _ severity: Finding.Severity, _ reason: FindingReason, _ place: SourcePlace, _ notes: [Finding.Note]
    ) {
        let line = lines[place.file].flatMap { lines in
            lines.indices.contains(place.line - 1) ? lines[place.line - 1] : nil
        }
        findings.insert(Finding(severity: severity, place: place, reason: reason, notes: notes, sourceLine: line))
    }

    private static func code(_ kind: YAMLFault.Kind) -> String {
        switch kind {
        case .duplicateKey: "duplicate-key"
        default: kind.rawValue
        }
    }
}
