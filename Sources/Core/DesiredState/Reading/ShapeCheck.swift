import Model
import YAML

/// Compares what is written with the shape that belongs there, and notes every difference.
struct ShapeCheck {
    let file: SourceFile
    let log: FindingLog

    /// Checks a node.
    /// - Parameters:
    ///   - key: The key that leads to it, for the words of what has no effect yet.
    ///   - keyPlace: Where that key stands; `nil` inside a list.
    func check(_ node: YAMLNode, _ shape: Shape, key: String = "", keyPlace: YAMLPlace? = nil) {
        switch shape {
        case .text(let form): text(node, form)
        case .number(let range):
            if let number = read(node, { node throws(YAMLFault) in try node.integer() }), !range.contains(number) {
                error(.outOfRange(number, least: range.lowerBound, most: range.upperBound), node.place)
            }
        case .boolean: _ = read(node) { node throws(YAMLFault) in try node.boolean() }
        case .choice(let choices): choice(node, choices, key)
        case .list(let item, let isEmptyAllowed):
            guard let items = read(node, { node throws(YAMLFault) in try node.sequence() }) else { return }
            if items.isEmpty && !isEmptyAllowed { error(.emptyList, node.place) }
            for node in items { check(node, item, key: key) }
        case .map(let form, let value, let isEmptyAllowed):
            guard let entries = read(node, { node throws(YAMLFault) in try node.mapping() }) else { return }
            if entries.isEmpty && !isEmptyAllowed { error(.emptyMapping, node.place) }
            for entry in entries {
                self.key(entry, form)
                check(entry.value, value, key: entry.key)
            }
        case .record(let record): self.record(node, record)
        case .either(let shapes): either(node, shapes, key, keyPlace)
        case .orNull(let shape):
            if !node.isNull { check(node, shape, key: key, keyPlace: keyPlace) }
        case .anything: break
        case .pending(let support, let shape):
            note(support, key, keyPlace ?? node.place)
            check(node, shape, key: key, keyPlace: keyPlace)
        }
    }

    /// A key of the user's own is text as much as a value is: `no:` or `012:` would be another key to another reader.
    private func key(_ entry: YAMLEntry, _ form: TextForm) {
        let scalar = YAMLScalar(text: entry.key, style: entry.keyStyle)
        text(YAMLNode(place: entry.keyPlace, content: .scalar(scalar)), form)
    }

    private func text(_ node: YAMLNode, _ form: TextForm) {
        let text = read(node) { node throws(YAMLFault) in form.isVerbatim ? try node.text() : try node.string() }
        guard let text, !form.accepts(text) else { return }
        error(.badText(text, rule: form.rule), node.place)
    }

    private func choice(_ node: YAMLNode, _ choices: [Shape.Choice], _ key: String) {
        guard let text = read(node, { node throws(YAMLFault) in try node.string() }) else { return }
        guard let choice = choices.first(where: { $0.word == text }) else {
            let words = choices.map(\.word)
            error(.notOneOf(text, choices: words, nearest: Nearest.word(to: text, among: words)), node.place)
            return
        }
        if let support = choice.support { note(support, "\(key): \(text)", node.place) }
    }

    private func record(_ node: YAMLNode, _ record: Record) {
        guard let entries = read(node, { node throws(YAMLFault) in try node.mapping() }) else { return }
        let known = Dictionary(record.keys.map { ($0.name, $0) }) { first, _ in first }
        let written = Set(entries.map(\.key))
        let strangers = written.subtracting(known.keys)
        // Keys that were probably meant by a mistyped one: that they are missing has been said then.
        var meant: Set<String> = []
        for entry in entries {
            if let key = known[entry.key] {
                check(entry.value, key.shape, key: key.name, keyPlace: entry.keyPlace)
            } else if !record.isOpen {
                let names = record.keys.map(\.name)
                let nearest = Nearest.word(to: entry.key, among: names.filter { !written.contains($0) })
                error(.unknownKey(entry.key, nearest: nearest, known: names), entry.keyPlace)
                if let nearest { meant.insert(nearest) }
            }
        }
        for key in record.keys where key.isRequired && !written.union(meant).contains(key.name) {
            // With keys of the user's own allowed, a mistyped key shows only in that the right one is missing.
            let nearest = record.isOpen ? Nearest.word(to: key.name, among: strangers) : nil
            error(.missingKey(key.name, nearest: nearest, advice: key.advice), node.place)
        }
        groups(node, entries, written.union(meant), record)
    }

    private func groups(_ node: YAMLNode, _ entries: [YAMLEntry], _ written: Set<String>, _ record: Record) {
        for group in record.exactlyOne {
            let given = entries.filter { group.contains($0.key) }
            if written.isDisjoint(with: group) { error(.missingOneOf(group), node.place) }
            if given.count > 1, let last = given.last { error(.conflictingKeys(group), last.keyPlace) }
        }
        for (key, other) in record.needs where !written.contains(other) {
            guard let entry = entries.first(where: { $0.key == key }) else { continue }
            error(.keyWithout(key, other: other), entry.keyPlace)
        }
    }

    /// Chooses the alternative that is written like the node; where none is, says what could stand here.
    private func either(_ node: YAMLNode, _ shapes: [Shape], _ key: String, _ keyPlace: YAMLPlace?) {
        if let shape = shapes.first(where: { fits(node, $0) }) {
            check(node, shape, key: key, keyPlace: keyPlace)
        } else if let shape = shapes.first(where: { node.scalar != nil && $0.isScalar }), !node.isNull {
            check(node, shape, key: key, keyPlace: keyPlace)
        } else {
            error(.wrongKind(expected: Shape.either(shapes).noun, written: node.written), node.place)
        }
    }

    private func fits(_ node: YAMLNode, _ shape: Shape) -> Bool {
        switch (shape, node.content) {
        case (.pending(_, let inner), _): fits(node, inner)
        case (.number, .scalar(let scalar)):
            scalar.style == .plain && [.integer, .float].contains(PlainMeaning(scalar.text))
        case (.text, .scalar(let scalar)), (.choice, .scalar(let scalar)):
            !node.isNull && (scalar.style != .plain || !scalar.text.isEmpty)
        case (.boolean, .scalar): true
        case (.list, .sequence), (.map, .mapping), (.record, .mapping): true
        default: false
        }
    }

    private func note(_ support: Shape.Support, _ key: String, _ place: YAMLPlace) {
        switch support {
        case .ignored: log.warning(.notActedOn(key), at: file.place(place))
        case .blocksFleet: log.warning(.blocksFleet(key), at: file.place(place))
        }
    }

    private func read<Value>(_ node: YAMLNode, _ read: (YAMLNode) throws(YAMLFault) -> Value) -> Value? {
        do { return try read(node) } catch {
            log.error(error, in: file.path)
            return nil
        }
    }

    private func error(_ reason: FindingReason, _ place: YAMLPlace) {
        log.error(reason, at: file.place(place))
    }
}

extension Shape {
    /// Whether a single value is written here.
    var isScalar: Bool {
        switch self {
        case .text, .number, .boolean, .choice: true
        case .pending(_, let shape), .orNull(let shape): shape.isScalar
        case .list, .map, .record, .either, .anything: false
        }
    }
}
