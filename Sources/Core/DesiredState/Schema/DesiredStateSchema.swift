/// JSON Schemas (2020-12) of the desired state's files, made from the same definitions that the loader checks with, so that
/// an editor completes and underlines what the loader takes and refuses.
///
/// What a schema can't say stays with the loader: references between files, cycles, limits on sandboxes.
public enum DesiredStateSchema {
    /// The schema of a kind of file, as indented JSON that ends in a line feed. The text is the same every time.
    public static func json(for kind: FileKind) -> String {
        var fields: [(String, JSONText)] = [
            ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
            ("$comment", .string("For \(kind.glob); made by tend schema \(kind.rawValue).")),
        ]
        fields += record(kind.record)
        return JSONText.object(fields).pretty() + "\n"
    }

    private static func record(_ record: Record) -> [(String, JSONText)] {
        var fields: [(String, JSONText)] = [("title", .string(record.title)), ("type", .string("object"))]
        fields.append(("properties", .object(record.keys.map { ($0.name, .object(key($0))) })))
        let required = record.keys.filter(\.isRequired).map(\.name)
        if !required.isEmpty { fields.append(("required", strings(required))) }
        let groups = record.exactlyOne.map { group in
            JSONText.object([("oneOf", .array(group.map { .object([("required", strings([$0]))]) }))])
        }
        if !groups.isEmpty { fields.append(("allOf", .array(groups))) }
        if !record.needs.isEmpty {
            fields.append(("dependentRequired", .object(record.needs.map { ($0.key, strings([$0.other])) })))
        }
        if !record.isOpen { fields.append(("additionalProperties", .boolean(false))) }
        return fields
    }

    private static func key(_ key: Key) -> [(String, JSONText)] {
        let note =
            switch key.shape {
            case .pending(.ignored, _): " Accepted; this version of tend does not act on it yet."
            case .pending(.blocksFleet, _): " Accepted; with it, this version of tend does nothing for the fleet."
            default: ""
            }
        // A record's own title would only repeat what the key says.
        return [("description", .string(key.documentation + note))] + shape(key.shape).filter { $0.0 != "title" }
    }

    private static func shape(_ shape: Shape) -> [(String, JSONText)] {
        switch shape {
        case .text(let form):
            [("type", .string("string"))] + (form.pattern.map { [("pattern", .string($0))] } ?? [])
        case .number(let range):
            [
                ("type", .string("integer")), ("minimum", .number("\(range.lowerBound)")),
                ("maximum", .number("\(range.upperBound)")),
            ]
        case .boolean: [("type", .string("boolean"))]
        case .choice(let choices): [("enum", strings(choices.map(\.word)))]
        case .list(let item, let isEmptyAllowed):
            [("type", .string("array")), ("items", .object(self.shape(item)))]
                + (isEmptyAllowed ? [] : [("minItems", .number("1"))])
        case .map(let form, let value, let isEmptyAllowed):
            [("type", .string("object"))]
                + (form.pattern.map { [("propertyNames", .object([("pattern", .string($0))]))] } ?? [])
                + [("additionalProperties", .object(self.shape(value)))]
                + (isEmptyAllowed ? [] : [("minProperties", .number("1"))])
        case .record(let record): self.record(record)
        case .either(let shapes): [("anyOf", .array(shapes.map { .object(self.shape($0)) }))]
        case .orNull(let inner):
            [("anyOf", .array([.object(self.shape(inner)), .object([("type", .string("null"))])]))]
        case .anything: []
        case .pending(_, let inner): self.shape(inner)
        }
    }

    private static func strings(_ words: [String]) -> JSONText { .array(words.map { .string($0) }) }
}
