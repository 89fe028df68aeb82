import XML

extension EC2 {
    /// A read that brings a list, page by page: what all of them have in common.
    struct Listing: Sendable {
        var operation: String
        var selection: Selection
        /// The parameter that takes ids, such as `InstanceId`.
        var idParameter: String
        /// How many ids EC2 takes a call; more are split over calls.
        var idsPerCall = 1000
        var pageSize = 1000
        /// The element of the answer that holds the items.
        var element: String
        /// Further parameters.
        var parameters: [String: String] = [:]
        /// Further parameters that are lists.
        var lists: [String: [String]] = [:]
    }

    /// The pages of a listing.
    /// - Parameter read: Reads an element of the list, and appends what it holds.
    func pages<Item>(
        _ listing: Listing, _ read: @escaping @Sendable (XMLReader, inout [Item]) throws(XMLError) -> Void
    ) -> Pages<Item> {
        Pages(.ec2, listing.operation) { token throws(AWSError) in
            var form = form(listing.operation)
            for (name, values) in listing.lists.sorted(by: { $0.key < $1.key }) { form.add(list: name, values) }
            for (name, value) in listing.parameters.sorted(by: { $0.key < $1.key }) { form.add(name, value) }
            let following = try select(listing, token, &form)
            var answer = try await client.send(form) { xml throws(XMLError) in
                try page(xml, listing.element) { items throws(XMLError) in try read(xml, &items) }
            }
            answer.next = following ?? answer.next
            return answer
        }
    }

    /// Pages that fail at the first.
    func refused<Item>(_ operation: String, _ why: String) -> Pages<Item> {
        Pages(.ec2, operation) { _ throws(AWSError) in throw refusal(operation, why) }
    }

    /// Adds what selects to a form, or says why EC2 would do something else with it than was meant.
    /// - Returns: The token of the next page, where it is ours: ids are split over calls, and EC2 doesn't page those.
    private func select(
        _ listing: Listing, _ token: String?, _ form: inout QueryForm
    ) throws(AWSError) -> String? {
        switch listing.selection {
        case .ids(let ids):
            try check(ids, listing.operation, most: .max)
            let start = token.flatMap { Int($0) } ?? 0
            let some = ids.dropFirst(start).prefix(listing.idsPerCall)
            // MaxResults and ids don't go together.
            form.add(list: listing.idParameter, Array(some))
            return some.endIndex < ids.endIndex ? String(some.endIndex) : nil
        case .filters(let filters):
            guard !filters.isEmpty else {
                throw refusal(listing.operation, "an empty list of filters would read everything; say so with .all")
            }
            try add(filters, to: &form)
        case .all: break
        }
        form.add("MaxResults", max(5, min(listing.pageSize, 1000)))
        form.add("NextToken", token)
        return nil
    }

    /// Reads an answer whose items stand in one list beside the token of the next page.
    func page<Item>(
        _ xml: XMLReader, _ list: String, _ read: (inout [Item]) throws(XMLError) -> Void
    ) throws(XMLError) -> Page<Item> {
        var page = Page<Item>(items: [], next: nil)
        var found = false
        try xml.forEachChild { name throws(XMLError) in
            switch name {
            case list:
                found = true
                try xml.forEachChild { name throws(XMLError) in
                    if name == "item" { try read(&page.items) }
                }
            case "nextToken": page.next = try xml.text()
            default: break
            }
        }
        // An answer without its list is not an answer that nothing is there.
        guard found else { throw XMLError.missing(element: list, parent: "the answer") }
        return page
    }
}
