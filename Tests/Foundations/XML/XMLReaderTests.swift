import Testing
import XML

@Suite struct XMLReaderTests {
    private func reader(_ text: String) -> XMLReader { XMLReader(Array(text.utf8)) }

    @Test("A value takes the children that it knows and passes over the rest, at any depth")
    func takesWhatItKnows() throws {
        let xml = reader(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <Answer xmlns="http://example.com/doc/">
                <new><deep><id>no</id></deep>text</new>
                <id>i-1</id>
                <list><item><k>a</k></item><other/><item><k>b</k><x><k>c</k></x></item></list>
                <after>yes</after>
            </Answer>
            """)
        var id = ""
        var keys: [String] = []
        var after = false
        #expect(try xml.root() == "Answer")
        try xml.forEachChild { name throws(XMLError) in
            switch name {
            case "id": id = try xml.text()
            case "list":
                keys = try xml.list("item") { () throws(XMLError) in
                    var key = ""
                    try xml.forEachChild { name throws(XMLError) in if name == "k" { key = try xml.text() } }
                    return key
                }
            case "after": after = try xml.text() == "yes"
            default: break
            }
        }
        try xml.finish()
        #expect(id == "i-1")
        #expect(keys == ["a", "b"])
        #expect(after)
    }

    @Test("A text is whole with entities, CDATA, characters beyond ASCII and elements inside it")
    func readsText() throws {
        let xml = reader("<a>R&amp;D &lt;&#233;&gt; <![CDATA[<raw>]]> 🏭<b>not this</b>!</a>")
        _ = try xml.root()
        #expect(try xml.text() == "R&D <é> <raw> 🏭!")
        try xml.finish()
    }

    @Test("A text that comes in several pieces of the document is whole")
    func joinsPieces() throws {
        let long = String(repeating: "é0123456789", count: 20_000)
        let xml = reader("<a><b>\(long)</b><c>end</c></a>")
        _ = try xml.root()
        var read: [String] = []
        try xml.forEachChild { _ throws(XMLError) in read.append(try xml.text()) }
        #expect(read == [long, "end"])
    }

    @Test("Names of elements are told apart however many there are")
    func keepsNamesApart() throws {
        let names = (0..<2000).map { "n\($0)" }
        let xml = reader("<a>" + names.map { "<\($0)>\($0)</\($0)>" }.joined() + "</a>")
        _ = try xml.root()
        var read: [String] = []
        try xml.forEachChild { name throws(XMLError) in
            let text = try xml.text()
            #expect(text == name)
            read.append(name)
        }
        #expect(read == names)
    }

    @Test("A number, a truth value: the right ones are read, others name the element and what it held")
    func readsValues() throws {
        let xml = reader("<a><n>42</n><b>true</b><n>4x</n></a>")
        _ = try xml.root()
        var number = 0
        var truth = false
        let error = #expect(throws: XMLError.self) {
            try xml.forEachChild { name throws(XMLError) in
                if name == "n" { number = try xml.integer() } else { truth = try xml.boolean() }
            }
        }
        #expect(number == 42)
        #expect(truth)
        #expect(error?.description == "<n> is '4x', not a whole number")
    }

    @Test("A long wrong value is cut in the error")
    func cutsWrongValues() throws {
        let xml = reader("<n>\(String(repeating: "9", count: 500))</n>")
        _ = try xml.root()
        let error = #expect(throws: XMLError.self) { try xml.integer() }
        #expect(
            error == .invalid(element: "n", text: String(repeating: "9", count: 60) + "…", expected: "a whole number"))
    }

    @Test("A document that is cut short anywhere is an error, after what came before was read")
    func findsTruncation() throws {
        let whole = "<a><b>1</b><c><d>2</d></c></a>"
        for length in 1..<whole.count {
            let xml = reader(String(whole.prefix(length)))
            let error = #expect(throws: XMLError.self) {
                _ = try xml.root()
                try xml.forEachChild { _ throws(XMLError) in _ = try xml.text() }
                try xml.finish()
            }
            #expect(error == .cutShort(line: 1), "\(whole.prefix(length))")
        }
    }

    @Test(
        "What is no XML is an error with the line",
        arguments: [
            ("", "the document is empty"),
            ("{\"a\": 1}", "line 1 is not XML: it does not begin with an element"),
            ("<a>\n<b></a>", "line 2 is not XML: Opening and ending tag mismatch: b line 2 and a"),
            ("<a>&nbsp;</a>", "line 1 is not XML: Entity 'nbsp' not defined"),
            ("<a></a><b/>", "line 1 is not XML: Extra content at the end of the document"),
        ])
    func refusesOthers(text: String, message: String) throws {
        let xml = reader(text)
        let error = #expect(throws: XMLError.self) {
            _ = try xml.root()
            try xml.finish()
        }
        #expect(error?.description == message)
    }

    @Test("Bytes that are no UTF-8 are an error")
    func refusesWrongEncoding() throws {
        let xml = XMLReader(Array("<a>".utf8) + [0xff, 0xfe, 0x41] + Array("</a>".utf8))
        #expect(throws: XMLError.self) {
            _ = try xml.root()
            try xml.finish()
        }
    }

    @Test("A document type declaration is refused, so that no entity can explode or read a file")
    func refusesDocumentTypes() throws {
        let xml = reader(
            """
            <!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "&x;&x;">]>
            <a>&y;</a>
            """)
        let error = #expect(throws: XMLError.self) {
            _ = try xml.root()
            _ = try xml.text()
        }
        #expect(error == .documentType)
    }

    @Test("Nesting without end is refused")
    func refusesDepth() throws {
        let xml = reader(String(repeating: "<a>", count: 100_000))
        #expect(throws: XMLError.self) {
            _ = try xml.root()
            try xml.finish()
        }
    }

    @Test("A reader that is left in the middle of a document does no harm")
    func canBeLeft() throws {
        let xml = reader("<a><b>1</b><c>2</c></a>")
        #expect(try xml.root() == "a")
    }
}
