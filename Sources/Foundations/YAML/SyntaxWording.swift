/// libyaml's complaints in words for somebody who doesn't know its grammar.
///
/// A complaint that is not in the table is passed on in libyaml's own words, so nothing is lost when the library changes.
enum SyntaxWording {
    static func fault(_ failure: EventFailure) -> YAMLFault {
        let since = failure.contextPlace
        // Where the thing that isn't finished began is what helps; libyaml notices only at the end of it.
        let began = failure.context.isEmpty || since == failure.place ? nil : since
        let words = words(failure)
        let message = began.map { "\(words) (in what starts at \($0))" } ?? words
        return YAMLFault(.syntax, at: failure.place, message, related: began)
    }

    private static func words(_ failure: EventFailure) -> String {
        if let text = table["\(failure.context): \(failure.problem)"] ?? table[failure.problem] { return text }
        let context = failure.context.isEmpty ? "" : " \(failure.context)"
        return "this is not YAML: \(failure.problem)\(context)"
    }

    private static let table: [String: String] = [
        "found character that cannot start any token":
            "this character cannot start a value; use spaces, not tabs, to indent, and quote text that starts with "
            + "'@', '`' or '%'",
        "mapping values are not allowed in this context":
            "a ':' is not allowed here; quote the text that contains ': ', or check the indentation",
        "mapping keys are not allowed in this context": "a key is not allowed here; check the indentation",
        "block sequence entries are not allowed in this context":
            "a list item ('- ') is not allowed here; put it on a line of its own and check the indentation",
        "could not find expected ':'": "a ':' is missing after the key",
        "while scanning an alias: did not find expected alphabetic or numeric character":
            "a '*' cannot start plain text; quote it",
        "while scanning an anchor: did not find expected alphabetic or numeric character":
            "a '&' cannot start plain text; quote it",
        "while scanning a quoted scalar: found unexpected end of stream": "the closing quote is missing",
        "while scanning a quoted scalar: found unexpected document indicator":
            "a line of a quoted text must not start with '---' or '...'",
        "while parsing a quoted scalar: found unknown escape character":
            "unknown escape in double quotes; write '\\\\' for a backslash, or use single quotes",
        "while parsing a quoted scalar: did not find expected hexdecimal number":
            "an escape such as \\u00e9 needs hexadecimal digits",
        "while parsing a quoted scalar: found invalid Unicode character escape code":
            "this escape is no Unicode character",
        "found a tab character where an indentation space is expected": "use spaces, not tabs, to indent",
        "found a tab character that violates indentation": "use spaces, not tabs, to indent",
        "did not find expected comment or line break": "only a comment may follow '|' or '>' on its line",
        "found an indentation indicator equal to 0": "the indentation after '|' or '>' cannot be 0",
        "could not find expected directive name": "a line must not start with '%'; quote it",
        "found unknown directive name": "a line must not start with '%'; quote it",
        "found undefined tag handle": "this tag is not accepted; remove it, or quote it if it is text",
        "did not find expected <document start>":
            "this does not belong to what stands before it; check the indentation",
        "while parsing a block mapping: did not find expected key":
            "a key is expected here; check the indentation and the quotes",
        "while parsing a block collection: did not find expected '-' indicator":
            "a list item ('- ') is expected here; check the indentation",
        "while parsing a flow sequence: did not find expected ',' or ']'": "a ',' or ']' is missing",
        "while parsing a flow mapping: did not find expected ',' or '}'": "a ',' or '}' is missing",
        "did not find expected node content": "a value is expected here",
    ]
}
