import FoundationEssentials
import XML

extension XMLReader {
    /// The moment that the element's text is.
    func date() throws(XMLError) -> Date {
        let name = element
        let text = try text()
        guard let date = AWSTimestamp.iso8601(text) else { throw XMLReader.invalid(name, text, "a time") }
        return date
    }

    /// The text of the child of a name; `nil` when there is none.
    func child(_ wanted: String) throws(XMLError) -> String? {
        var found: String?
        try forEachChild { name throws(XMLError) in
            if name == wanted { found = try text() }
        }
        return found
    }

    /// The text of a child that can't be missing.
    func requiredChild(_ wanted: String) throws(XMLError) -> String {
        let parent = element
        return try require(try child(wanted), wanted, in: parent)
    }

    /// A value that can't be missing.
    func require<Value>(_ value: Value?, _ element: String, in parent: String) throws(XMLError) -> Value {
        guard let value else { throw .missing(element: element, parent: parent) }
        return value
    }

    /// The items of a list that is a child; none when the child isn't there, as for an attribute that nobody set.
    func optionalList<Item>(
        _ list: String, _ item: String, _ read: () throws(XMLError) -> Item
    ) throws(XMLError) -> [Item] {
        var items: [Item] = []
        try forEachChild { name throws(XMLError) in
            if name == list { items = try self.list(item, read) }
        }
        return items
    }

    /// The items of a list that is a child and can't be missing.
    func requiredList<Item>(
        _ list: String, _ item: String, _ read: () throws(XMLError) -> Item
    ) throws(XMLError) -> [Item] {
        let parent = element
        var items: [Item]?
        try forEachChild { name throws(XMLError) in
            if name == list { items = try self.list(item, read) }
        }
        return try require(items, list, in: parent)
    }

    /// A page of the query protocol: a list of `member`, beside the token of the next page.
    func page<Item>(_ list: String, _ read: () throws(XMLError) -> Item) throws(XMLError) -> Page<Item> {
        let parent = element
        var items: [Item]?
        var next: String?
        try forEachChild { name throws(XMLError) in
            switch name {
            case list: items = try self.list("member", read)
            case "NextToken": next = try text()
            default: break
            }
        }
        return Page(items: try require(items, list, in: parent), next: next)
    }

    /// A list of elements with a key and a value each.
    func pairs(_ item: String, _ keyName: String, _ valueName: String) throws(XMLError) -> [String: String] {
        var pairs: [String: String] = [:]
        try forEachChild { name throws(XMLError) in
            guard name == item else { return }
            var key = ""
            var value = ""
            try forEachChild { name throws(XMLError) in
                switch name {
                case keyName: key = try text()
                case valueName: value = try text()
                default: break
                }
            }
            pairs[key] = value
        }
        return pairs
    }
}
