/// Why a document, or something in it, could not be read.
public enum XMLError: Error, Sendable, Hashable, CustomStringConvertible {
    /// There is nothing in it.
    case empty
    /// It ends before its root element does, as when a connection broke.
    case cutShort(line: Int)
    /// It is no XML. The problem is libxml2's own sentence.
    case malformed(line: Int, problem: String)
    /// It has a document type declaration; no AWS answer has one, and entities can be made to explode.
    case documentType
    /// An element that the reader can't do without isn't there.
    case missing(element: String, parent: String)
    /// An element's text isn't what it must be.
    case invalid(element: String, text: String, expected: String)

    /// What is wrong, as the end of a sentence.
    public var description: String {
        switch self {
        case .empty: "the document is empty"
        case .cutShort(let line): "the document is cut short at line \(line)"
        case .malformed(let line, let problem): "line \(line) is not XML: \(problem)"
        case .documentType: "the document has a document type declaration, which is refused"
        case .missing(let element, let parent): "<\(parent)> has no <\(element)>"
        case .invalid(let element, let text, let expected): "<\(element)> is '\(text)', not \(expected)"
        }
    }
}
