import FoundationEssentials
import Testing

@testable import DesiredState

@Suite struct SchemaTests {
    @Test("every kind of file has a schema that is JSON and the same every time", arguments: FileKind.allCases)
    func isJSON(_ kind: FileKind) throws {
        let text = DesiredStateSchema.json(for: kind)
        #expect(text == DesiredStateSchema.json(for: kind))
        guard case .success(let root) = JSONReader.read(Array(text.utf8)) else { throw Unexpected() }
        #expect(try root["$schema"]?.string() == "https://json-schema.org/draft/2020-12/schema")
        #expect(root["properties"]?.entries?.map(\.key) == kind.record.keys.map(\.name))
        let isOpen = kind == .workflow || kind == .step
        #expect(try root["additionalProperties"]?.boolean() == (isOpen ? nil : false))
    }

    @Test("a schema says what the loader checks")
    func saysWhatIsChecked() {
        #expect(
            DesiredStateSchema.json(for: .step) == #"""
                {
                  "$schema": "https://json-schema.org/draft/2020-12/schema",
                  "$comment": "For images/*/*/step_param.json; made by tend schema step.",
                  "title": "A step of a Packer workflow",
                  "type": "object",
                  "properties": {
                    "step_id": {
                      "description": "The step's id, the end of its AMI's name.",
                      "type": "string",
                      "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"
                    },
                    "previous_step_id": {
                      "description": "The step whose AMI this one starts from; null for the root base AMI.",
                      "anyOf": [
                        {
                          "type": "string",
                          "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"
                        },
                        {
                          "type": "null"
                        }
                      ]
                    },
                    "metadata": {
                      "description": "Whatever is to be kept with the AMI."
                    }
                  },
                  "required": [
                    "step_id",
                    "previous_step_id"
                  ]
                }

                """#)
    }

    @Test("every key that people write is documented", arguments: FileKind.allCases)
    func documentsKeys(_ kind: FileKind) {
        for key in Self.keys(.record(kind.record)) {
            #expect(key.documentation.hasSuffix("."), "\(key.name)")
        }
    }

    private static func keys(_ shape: Shape) -> [Key] {
        switch shape {
        case .record(let record): record.keys + record.keys.flatMap { keys($0.shape) }
        case .list(let inner, _), .map(_, let inner, _), .orNull(let inner), .pending(_, let inner): keys(inner)
        case .either(let shapes): shapes.flatMap { keys($0) }
        case .text, .number, .boolean, .choice, .anything: []
        }
    }
}
