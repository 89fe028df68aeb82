extension Verb {
    /// The help of the verb at a path, as ``Invocation/help(path:)`` gives it. An unknown path gets the help of the deepest
    /// verb that there is.
    ///
    /// - Parameter columns: The width of the terminal; text is wrapped between 60 and 100 columns.
    public func help(path: [String], columns: Int = 80) -> String {
        var verb = self
        var names = [name]
        var inherited: [Verb] = []
        for name in path.dropFirst() {
            guard let next = verb.verbs.first(where: { $0.name == name }) else { break }
            inherited.append(verb)
            names.append(name)
            verb = next
        }
        return HelpText(
            verb: verb, path: names, inherited: inherited.reversed(), columns: min(max(columns, 60), 100)
        ).text
    }
}

/// The help of one verb.
private struct HelpText {
    let verb: Verb
    let path: [String]
    /// The verbs above, nearest first.
    let inherited: [Verb]
    let columns: Int

    private typealias Row = (left: String, right: String)

    /// Beyond this width a left side stands on a line of its own.
    private static let widestLeft = 30

    var text: String {
        var parts = [usage]
        let about = verb.discussion.isEmpty ? verb.summary : verb.discussion
        parts += paragraphs(about).map { wrap($0, indent: 0) }
        parts += section("Commands", verb.verbs.map { ($0.name, $0.summary) })
        parts += section("Arguments", verb.arguments.map { ($0.name, $0.summary) })
        let own = rows(of: verb)
        parts += section("Options", own + [("-h, --help", "show this help")])
        parts += section("Options of every command", inherited.flatMap { rows(of: $0) })
        parts += section("Exit status", verb.exitStatuses.map { ("\($0.status)", $0.meaning) })
        if !verb.examples.isEmpty {
            let lines = verb.examples.map { "  \($0.line)\n" + wrap($0.meaning, indent: 6) }
            parts.append("Examples:\n" + lines.joined(separator: "\n"))
        }
        return parts.joined(separator: "\n\n") + "\n"
    }

    private var usage: String {
        var words = path
        if !verb.verbs.isEmpty { words.append("COMMAND") }
        words += verb.options.filter(\.isRequired).map { "--\($0.name) \($0.value)" }
        words.append("[options]")
        words += verb.arguments.map { argument in
            let name = argument.isRepeatable ? "\(argument.name)..." : argument.name
            return argument.isOptional ? "[\(name)]" : name
        }
        return "usage: " + words.joined(separator: " ")
    }

    private func rows(of verb: Verb) -> [Row] {
        let flags = verb.flags.map { (Self.dashes($0.name, $0.short), $0.summary) }
        let options = verb.options.map { option in
            var notes: [String] = []
            if !option.choices.isEmpty { notes.append("one of \(option.choices.joined(separator: ", "))") }
            if let value = option.defaultValue { notes.append("default: \(value)") }
            if option.isRequired && option.defaultValue == nil { notes.append("required") }
            if option.isRepeatable { notes.append("may be repeated") }
            let summary = option.summary + (notes.isEmpty ? "" : " (\(notes.joined(separator: "; ")))")
            return (Self.dashes(option.name, option.short) + " \(option.value)", summary)
        }
        return options + flags
    }

    private static func dashes(_ name: String, _ short: Character?) -> String {
        (short.map { "-\($0), " } ?? "    ") + "--\(name)"
    }

    private func section(_ title: String, _ rows: [Row]) -> [String] {
        guard !rows.isEmpty else { return [] }
        let width = rows.map(\.left.count).filter { $0 <= Self.widestLeft }.max() ?? 0
        let lines = rows.map { row in
            let body = wrap(row.right, indent: width + 4)
            if row.left.count > width { return "  \(row.left)\n\(body)" }
            let padding = String(repeating: " ", count: width - row.left.count + 2)
            return "  \(row.left)\(padding)\(body.drop { $0 == " " })"
        }
        return ["\(title):\n" + lines.joined(separator: "\n")]
    }

    /// Paragraphs are parted by an empty line; a line break alone is a space.
    private func paragraphs(_ text: String) -> [String] {
        var paragraphs: [[Substring]] = [[]]
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.isEmpty {
                paragraphs.append([])
            } else {
                paragraphs[paragraphs.count - 1].append(line)
            }
        }
        return paragraphs.filter { !$0.isEmpty }.map { $0.joined(separator: " ") }
    }

    private func wrap(_ text: String, indent: Int) -> String {
        let margin = String(repeating: " ", count: indent)
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty && indent + line.count + 1 + word.count > columns {
                lines.append(margin + line)
                line = ""
            }
            line += line.isEmpty ? String(word) : " \(word)"
        }
        if !line.isEmpty { lines.append(margin + line) }
        return lines.joined(separator: "\n")
    }
}
