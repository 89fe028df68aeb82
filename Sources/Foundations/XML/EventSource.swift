import CXML2

/// One step of libxml2 through a document.
struct Event {
    var kind: Kind
    /// The index of the element's name; for `.start`.
    var name: Int32 = 0
    /// Where the text stands in the source's `text`; for `.text`.
    var offset: Int32 = 0
    var count: Int32 = 0

    enum Kind: UInt8 { case start, text, end }
}

/// Owns a libxml2 push parser and feeds it a document piece by piece.
///
/// Only one piece's events are ever held, whatever the size of the document.
final class EventSource {
    private var context: xmlParserCtxtPtr?
    private let document: [UInt8]
    private var fed = 0
    private var isEnded = false
    private var open = 0
    private var hasRoot = false
    private var failure: XMLError?

    private var events: [Event] = []
    private var cursor = 0
    private var text: [UInt8] = []
    private var table = NameTable()

    private static let piece = 32 * 1024
    /// libxml2 sets itself up on first use, which two threads must not do at once.
    private static let isReady: Bool = {
        xmlInitParser()
        return true
    }()

    init(_ document: [UInt8]) {
        self.document = document
        guard Self.isReady else { return }
        var handler = xmlSAXHandler()
        handler.initialized = cxml2_sax2_magic()
        handler.startElementNs = elementDidStart
        handler.endElementNs = elementDidEnd
        handler.characters = charactersDidCome
        handler.cdataBlock = charactersDidCome
        handler.internalSubset = documentTypeDidCome
        context = xmlCreatePushParserCtxt(&handler, Unmanaged.passUnretained(self).toOpaque(), nil, 0, nil)
        xmlCtxtUseOptions(context, cxml2_strict_options())
    }

    deinit {
        xmlFreeParserCtxt(context)
    }

    /// The next event; `nil` after the end of a whole document.
    func next() throws(XMLError) -> Event? {
        while cursor == events.count {
            if let failure { throw failure }
            if isEnded { return nil }
            feed()
        }
        defer { cursor += 1 }
        return events[cursor]
    }

    /// The name of an element that started.
    func name(_ event: Event) -> String { table.names[Int(event.name)] }

    /// The bytes of a text, which are good until the next event is asked for.
    func bytes(_ event: Event) -> ArraySlice<UInt8> {
        text[Int(event.offset)..<Int(event.offset) + Int(event.count)]
    }

    // MARK: - Parsing

    private func feed() {
        events.removeAll(keepingCapacity: true)
        text.removeAll(keepingCapacity: true)
        cursor = 0
        guard let context else {
            failure = .malformed(line: 0, problem: "libxml2 has no memory for a parser")
            return
        }
        guard !document.isEmpty else {
            failure = .empty
            return
        }
        let count = min(Self.piece, document.count - fed)
        let isLast = fed + count == document.count
        var status: Int32 = document.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return 0 }
            return (start + fed).withMemoryRebound(to: CChar.self, capacity: count) { start in
                xmlParseChunk(context, start, Int32(count), 0)
            }
        }
        fed += count
        var atEnd = false
        if status == 0, isLast {
            atEnd = true
            isEnded = true
            status = xmlParseChunk(context, nil, 0, 1)
        }
        if status != 0, failure == nil { failure = fault(atEnd: atEnd) }
    }

    /// Why libxml2 cannot go on. An error that shows only at the end means that something is missing there.
    private func fault(atEnd: Bool) -> XMLError {
        let error = xmlCtxtGetLastError(context)
        let line = Int(error?.pointee.line ?? 0)
        if atEnd, open > 0 || !hasRoot { return .cutShort(line: line) }
        if error?.pointee.code == Int32(XML_ERR_DOCUMENT_EMPTY.rawValue) {
            return .malformed(line: line, problem: "it does not begin with an element")
        }
        var problem = error?.pointee.message.map { String(cString: $0) } ?? "unreadable"
        while let last = problem.last, last.isWhitespace { problem.removeLast() }
        return .malformed(line: line, problem: problem)
    }

    fileprivate func start(_ name: UnsafePointer<UInt8>) {
        open += 1
        hasRoot = true
        events.append(Event(kind: .start, name: Int32(truncatingIfNeeded: table.index(of: name))))
    }

    fileprivate func end() {
        open -= 1
        events.append(Event(kind: .end))
    }

    fileprivate func characters(_ bytes: UnsafeBufferPointer<UInt8>) {
        events.append(
            Event(
                kind: .text, offset: Int32(truncatingIfNeeded: text.count),
                count: Int32(truncatingIfNeeded: bytes.count)
            ))
        text.append(contentsOf: bytes)
    }

    fileprivate func refuseDocumentType() {
        failure = .documentType
        xmlStopParser(context)
    }
}

private func source(_ context: UnsafeMutableRawPointer) -> EventSource {
    Unmanaged<EventSource>.fromOpaque(context).takeUnretainedValue()
}

/// A position of libxml2's table of callbacks; the attributes are not read, as AWS's answers say nothing in them.
private func elementDidStart(
    _ context: UnsafeMutableRawPointer?, _ name: UnsafePointer<UInt8>?, _: UnsafePointer<UInt8>?,
    _: UnsafePointer<UInt8>?, _: Int32, _: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, _: Int32, _: Int32,
    _: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
) {
    guard let context, let name else { return }
    source(context).start(name)
}

private func elementDidEnd(
    _ context: UnsafeMutableRawPointer?, _: UnsafePointer<UInt8>?, _: UnsafePointer<UInt8>?, _: UnsafePointer<UInt8>?
) {
    guard let context else { return }
    source(context).end()
}

private func charactersDidCome(_ context: UnsafeMutableRawPointer?, _ start: UnsafePointer<UInt8>?, _ count: Int32) {
    guard let context, let start, count > 0 else { return }
    source(context).characters(UnsafeBufferPointer(start: start, count: Int(count)))
}

private func documentTypeDidCome(
    _ context: UnsafeMutableRawPointer?, _: UnsafePointer<UInt8>?, _: UnsafePointer<UInt8>?, _: UnsafePointer<UInt8>?
) {
    guard let context else { return }
    source(context).refuseDocumentType()
}
