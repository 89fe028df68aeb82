/// What comes in pages: each is asked for when the loop wants it, so that only one page is in memory.
///
///     for try await instances in ec2.describeInstances(.filters([...])) { ... }
///     let all = try await ec2.describeInstances(.all).collect()
///
/// The order is AWS's, which promises none. Iterating twice asks twice.
public struct Pages<Item: Sendable>: AsyncSequence, Sendable {
    /// A page.
    public typealias Element = [Item]
    /// What can go wrong on the way.
    public typealias Failure = AWSError

    typealias Fetch = @Sendable (_ token: String?) async throws(AWSError) -> Page<Item>

    let service: AWSService
    let operation: String
    let fetch: Fetch

    init(_ service: AWSService, _ operation: String, fetch: @escaping Fetch) {
        self.service = service
        self.operation = operation
        self.fetch = fetch
    }

    /// Begins with the first page.
    public func makeAsyncIterator() -> Iterator { Iterator(pages: self) }

    /// Everything, page after page. A failure on any page throws all away: a part is never taken for the whole.
    public func collect() async throws(AWSError) -> [Item] {
        var items: [Item] = []
        var iterator = makeAsyncIterator()
        while let page = try await iterator.next(isolation: nil) { items += page }
        return items
    }

    /// Asks for page after page.
    public struct Iterator: AsyncIteratorProtocol {
        let pages: Pages
        private var token: String?
        private var isEnded = false

        init(pages: Pages) {
            self.pages = pages
        }

        /// The next page; `nil` after the last. An empty page in the middle is normal.
        public mutating func next(isolation actor: isolated (any Actor)?) async throws(AWSError) -> [Item]? {
            guard !isEnded else { return nil }
            let page = try await pages.fetch(token)
            let next = page.next.flatMap { $0.isEmpty ? nil : $0 }
            if let next, next == token {
                throw AWSError(
                    pages.service, pages.operation,
                    .malformedAnswer(.init(status: 200, problem: "the next page's token is that of the page itself")))
            }
            token = next
            isEnded = next == nil
            return page.items
        }

        /// The next page; `nil` after the last.
        public mutating func next() async throws(AWSError) -> [Item]? {
            try await next(isolation: nil)
        }
    }
}

/// One page and the token of the next.
struct Page<Item: Sendable>: Sendable {
    var items: [Item]
    var next: String?
}
