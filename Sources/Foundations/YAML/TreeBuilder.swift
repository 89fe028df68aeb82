/// Makes a tree of nodes from libyaml's events and notes what is not accepted. Faults that leave the shape of the tree clear
/// are collected; the others end the reading.
struct TreeBuilder {
    private let source: EventSource
    private let limits: YAMLLimits
    private var nodeCount = 0
    private(set) var faults: [YAMLFault] = []

    init(_ source: EventSource, _ limits: YAMLLimits) {
        self.source = source
        self.limits = limits
    }

    /// The one document of the text.
    mutating func document() throws(YAMLFault) -> YAMLNode {
        var root: YAMLNode?
        while true {
            let (event, place) = try next()
            switch event {
            case .end:
                guard let root else {
                    throw YAMLFault(.documents, at: .start, "the file is empty")
                }
                return root
            case .documentStart(let hasDirectives):
                guard root == nil else {
                    throw YAMLFault(
                        .documents, at: place, "a second document starts here; a file holds one: remove the '---'")
                }
                if hasDirectives {
                    note(.unsupported, place, "directives (%YAML, %TAG) are not accepted; remove the line")
                }
            case .other: continue
            default: root = try node(event, place, depth: 0)
            }
        }
    }

    private func next() throws(YAMLFault) -> (Event, YAMLPlace) {
        do { return try source.next() } catch { throw SyntaxWording.fault(error) }
    }

    private mutating func note(_ kind: YAMLFault.Kind, _ place: YAMLPlace, _ message: String, related: YAMLPlace? = nil)
    {
        faults.append(YAMLFault(kind, at: place, message, related: related))
    }

    private mutating func node(_ event: Event, _ place: YAMLPlace, depth: Int) throws(YAMLFault) -> YAMLNode {
        nodeCount += 1
        guard nodeCount <= limits.nodes else {
            throw YAMLFault(.limit, at: place, "the file holds more than \(limits.nodes) values")
        }
        guard depth <= limits.depth else {
            throw YAMLFault(.limit, at: place, "nested more than \(limits.depth) levels deep")
        }
        switch event {
        case .scalar(let scalar, let properties):
            check(scalar, place)
            let tag = accept(properties, place, Self.scalarTags)
            return YAMLNode(place: place, content: .scalar(scalar), tag: tag)
        case .sequenceStart(let properties):
            let tag = accept(properties, place, [.sequence])
            return YAMLNode(place: place, content: .sequence(try items(depth: depth + 1)), tag: tag)
        case .mappingStart(let properties):
            let tag = accept(properties, place, [.mapping])
            return YAMLNode(place: place, content: .mapping(try entries(depth: depth + 1)), tag: tag)
        case .alias(let name):
            note(
                .unsupported, place,
                "aliases are not accepted: write out what '*\(name)' stands for, or quote it if it is text")
            return YAMLNode(place: place, content: .scalar(YAMLScalar(text: "*" + name, style: .singleQuoted)))
        case .documentStart, .sequenceEnd, .mappingEnd, .end, .other:
            throw YAMLFault(.syntax, at: place, "the file ends in the middle of a value")
        }
    }

    private mutating func items(depth: Int) throws(YAMLFault) -> [YAMLNode] {
        var items: [YAMLNode] = []
        while true {
            let (event, place) = try next()
            if case .sequenceEnd = event { return items }
            items.append(try node(event, place, depth: depth))
        }
    }

    private mutating func entries(depth: Int) throws(YAMLFault) -> [YAMLEntry] {
        var entries: [YAMLEntry] = []
        var seen: [String: YAMLPlace] = [:]
        while true {
            let (event, place) = try next()
            if case .mappingEnd = event { return entries }
            let key = try node(event, place, depth: depth)
            let (valueEvent, valuePlace) = try next()
            let value = try node(valueEvent, valuePlace, depth: depth)
            guard let scalar = key.scalar else {
                note(.unsupported, place, "a key must be text, not \(key.written)")
                continue
            }
            if scalar.text == "<<" && scalar.style == .plain {
                note(.unsupported, place, "merge keys ('<<') are not accepted; write the keys out")
            } else if let first = seen[scalar.text] {
                note(
                    .duplicateKey, place, "duplicate key '\(scalar.text)'; it is already at \(first)", related: first)
            } else {
                seen[scalar.text] = place
                entries.append(YAMLEntry(key: scalar.text, keyPlace: place, keyStyle: scalar.style, value: value))
            }
        }
    }

    /// A double-quoted scalar can name characters that the text itself may not hold.
    private mutating func check(_ scalar: YAMLScalar, _ place: YAMLPlace) {
        for character in scalar.text.unicodeScalars {
            guard let name = TextCheck.forbiddenName(character) else { continue }
            note(.character, place, "the text contains \(name) (\(TextCheck.code(character))), which is not allowed")
            return
        }
    }

    private mutating func accept(
        _ properties: Event.Properties, _ place: YAMLPlace, _ allowed: Set<YAMLTag>
    ) -> YAMLTag? {
        if let anchor = properties.anchor {
            note(.unsupported, place, "anchors are not accepted; remove '&\(anchor)', or quote it if it is text")
        }
        guard let written = properties.tag else { return nil }
        let tag = written == "!" ? .string : Self.coreTag(written)
        guard let tag else {
            let shown = Self.shown(written)
            note(.unsupported, place, "the tag '\(shown)' is not accepted; remove it, or quote it if it is text")
            return nil
        }
        guard allowed.contains(tag) else {
            if written == "!" { return nil }
            note(.type, place, "the tag '!!\(tag.rawValue)' does not fit what follows")
            return nil
        }
        return tag
    }

    private static let scalarTags: Set<YAMLTag> = [.string, .integer, .float, .boolean, .null]
    private static let corePrefix = "tag:yaml.org,2002:"

    private static func coreTag(_ text: String) -> YAMLTag? {
        text.hasPrefix(corePrefix) ? YAMLTag(rawValue: String(text.dropFirst(corePrefix.count))) : nil
    }

    private static func shown(_ tag: String) -> String {
        tag.hasPrefix(corePrefix) ? "!!" + tag.dropFirst(corePrefix.count) : tag
    }
}
