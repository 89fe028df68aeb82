/// Reads a document from front to back, straight into the reader's own values; no tree is built.
///
/// A value takes what it knows of its element's children, and the rest is passed over:
///
///     let xml = XMLReader(body)
///     guard try xml.root() == "GetCallerIdentityResponse" else { ... }
///     try xml.forEachChild { name throws(XMLError) in
///         switch name {
///         case "Account": account = try xml.text()
///         case "Tags": tags = try xml.list("member") { () throws(XMLError) in try Tag(xml) }
///         default: break
///         }
///     }
///
/// Only the events of a few kilobytes are held at a time. A document with a document type declaration is refused, the
/// prefixes of names are dropped, attributes are not read.
public final class XMLReader {
    private let source: EventSource
    /// How many elements are open.
    private var depth = 0
    private var path: [String] = []

    /// A reader at the start of a document in UTF-8, or in what its declaration says.
    public init(_ document: [UInt8]) {
        source = EventSource(document)
    }

    /// Goes to the root element. To be called once, first.
    /// - Returns: Its name.
    public func root() throws(XMLError) -> String {
        while let event = try source.next() {
            guard event.kind == .start else { continue }
            depth += 1
            path.append(source.name(event))
            return source.name(event)
        }
        throw .empty
    }

    /// The name of the element that is being read.
    public var element: String { path.last ?? "" }

    /// Goes through the children of the element that is open, to its end.
    /// - Parameter body: Is given the name of each child, which is then the open element; it may read it by one call of
    ///   a method of the reader, or leave it.
    public func forEachChild(_ body: (String) throws(XMLError) -> Void) throws(XMLError) {
        let level = depth
        while let event = try source.next() {
            switch event.kind {
            case .start:
                let name = source.name(event)
                depth += 1
                path.append(name)
                try body(name)
                if depth > level { try skip() }
            case .end:
                close()
                return
            case .text:
                continue
            }
        }
    }

    /// The text of the element that is open, to its end; what stands in elements inside it is left out.
    public func text() throws(XMLError) -> String {
        var collected = ""
        while let event = try source.next() {
            switch event.kind {
            case .text:
                if collected.isEmpty {
                    collected = String(decoding: source.bytes(event), as: UTF8.self)
                } else {
                    collected += String(decoding: source.bytes(event), as: UTF8.self)
                }
            case .start:
                depth += 1
                path.append(source.name(event))
                try skip()
            case .end:
                close()
                return collected
            }
        }
        return collected
    }

    /// The whole number that the element's text is.
    public func integer() throws(XMLError) -> Int {
        let name = element
        let text = try text()
        guard let value = Int(text) else { throw Self.invalid(name, text, "a whole number") }
        return value
    }

    /// The truth value, `true` or `false`, that the element's text is.
    public func boolean() throws(XMLError) -> Bool {
        let name = element
        let text = try text()
        switch text {
        case "true", "True", "1": return true
        case "false", "False", "0": return false
        default: throw Self.invalid(name, text, "true or false")
        }
    }

    /// What each child of one name holds, in order; other children are passed over.
    /// - Parameters:
    ///   - item: The children's name: `item` in EC2's answers, `member` in those of most other services.
    ///   - read: Reads the child that is then open.
    public func list<Item>(_ item: String, _ read: () throws(XMLError) -> Item) throws(XMLError) -> [Item] {
        var items: [Item] = []
        try forEachChild { name throws(XMLError) in
            if name == item { items.append(try read()) }
        }
        return items
    }

    /// Passes over the rest of the document after the root element, so that what is cut short or trails is found.
    public func finish() throws(XMLError) {
        while depth > 0 { try skip() }
        while try source.next() != nil {}
    }

    /// An error that says which text was wrong; a long one is cut.
    public static func invalid(_ element: String, _ text: String, _ expected: String) -> XMLError {
        .invalid(element: element, text: text.count > 60 ? text.prefix(60) + "…" : text, expected: expected)
    }

    /// Passes over the rest of the element that is open.
    private func skip() throws(XMLError) {
        let level = depth - 1
        while depth > level, let event = try source.next() {
            switch event.kind {
            case .start:
                depth += 1
                path.append(source.name(event))
            case .end: close()
            case .text: continue
            }
        }
    }

    private func close() {
        depth -= 1
        path.removeLast()
    }
}
