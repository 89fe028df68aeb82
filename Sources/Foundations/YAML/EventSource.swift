import CYAML

/// One step of libyaml through a text.
enum Event {
    case documentStart(hasDirectives: Bool)
    case alias(String)
    case scalar(YAMLScalar, Properties)
    case sequenceStart(Properties)
    case sequenceEnd
    case mappingStart(Properties)
    case mappingEnd
    case end
    /// Marks between which nothing happens that concerns a reader: the start of the stream, the end of a document.
    case other

    /// What may stand before a node.
    struct Properties {
        var anchor: String?
        var tag: String?
    }
}

/// Why libyaml cannot go on, in its own words.
struct EventFailure: Error {
    var problem: String
    var context: String
    var place: YAMLPlace
    var contextPlace: YAMLPlace
}

/// Owns a libyaml parser and the bytes that it reads.
final class EventSource {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let input: UnsafeMutableBufferPointer<UInt8>
    private let isReady: Bool

    init(_ bytes: [UInt8]) {
        parser = .allocate(capacity: 1)
        input = .allocate(capacity: max(1, bytes.count))
        _ = input.initialize(from: bytes)
        isReady = yaml_parser_initialize(parser) == 1
        if isReady {
            yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
            yaml_parser_set_input_string(parser, input.baseAddress, bytes.count)
        }
    }

    deinit {
        if isReady { yaml_parser_delete(parser) }
        parser.deallocate()
        input.deallocate()
    }

    /// The next event and where it starts. After `.end` or a failure there is nothing more to ask for.
    func next() throws(EventFailure) -> (Event, YAMLPlace) {
        guard isReady else {
            throw EventFailure(problem: "out of memory", context: "", place: .start, contextPlace: .start)
        }
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { throw failure() }
        defer { yaml_event_delete(&event) }
        return (Self.event(&event), place(event.start_mark))
    }

    private func failure() -> EventFailure {
        let state = parser.pointee
        return EventFailure(
            problem: state.problem.map { String(cString: $0) } ?? "",
            context: state.context.map { String(cString: $0) } ?? "",
            place: place(state.problem_mark), contextPlace: place(state.context_mark))
    }

    private func place(_ mark: yaml_mark_t) -> YAMLPlace {
        YAMLPlace(line: Int(clamping: mark.line) &+ 1, column: Int(clamping: mark.column) &+ 1)
    }

    private static func event(_ event: inout yaml_event_t) -> Event {
        switch event.type {
        case YAML_DOCUMENT_START_EVENT: .documentStart(hasDirectives: cyaml_has_directives(&event) != 0)
        case YAML_ALIAS_EVENT: .alias(text(cyaml_anchor(&event)) ?? "")
        case YAML_SCALAR_EVENT: .scalar(scalar(&event), properties(&event))
        case YAML_SEQUENCE_START_EVENT: .sequenceStart(properties(&event))
        case YAML_SEQUENCE_END_EVENT: .sequenceEnd
        case YAML_MAPPING_START_EVENT: .mappingStart(properties(&event))
        case YAML_MAPPING_END_EVENT: .mappingEnd
        case YAML_STREAM_END_EVENT, YAML_NO_EVENT: .end
        default: .other
        }
    }

    private static func properties(_ event: inout yaml_event_t) -> Event.Properties {
        Event.Properties(anchor: text(cyaml_anchor(&event)), tag: text(cyaml_tag(&event)))
    }

    private static func scalar(_ event: inout yaml_event_t) -> YAMLScalar {
        let length = cyaml_scalar_length(&event)
        let value = cyaml_scalar_value(&event).map { start in
            start.withMemoryRebound(to: UInt8.self, capacity: length) { start in
                String(decoding: UnsafeBufferPointer(start: start, count: length), as: UTF8.self)
            }
        }
        let style: YAMLStyle =
            switch cyaml_scalar_style(&event) {
            case Int32(YAML_SINGLE_QUOTED_SCALAR_STYLE.rawValue): .singleQuoted
            case Int32(YAML_DOUBLE_QUOTED_SCALAR_STYLE.rawValue): .doubleQuoted
            case Int32(YAML_LITERAL_SCALAR_STYLE.rawValue): .literal
            case Int32(YAML_FOLDED_SCALAR_STYLE.rawValue): .folded
            default: .plain
            }
        return YAMLScalar(text: value ?? "", style: style)
    }

    private static func text(_ pointer: UnsafePointer<CChar>?) -> String? {
        pointer.map { String(cString: $0) }
    }
}
